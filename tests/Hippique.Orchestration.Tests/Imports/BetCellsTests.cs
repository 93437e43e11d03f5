using Hippique.Orchestration.Imports;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Imports;

public sealed class BetCellsTests
{
    [Theory]
    [InlineData("2", 2)]
    [InlineData("2,50 €", 2.5)]
    [InlineData("2.50", 2.5)]
    [InlineData("€2.50", 2.5)]
    [InlineData("1 250,00 EUR", 1250)]
    [InlineData("1.250,00", 1250)]
    [InlineData("1,250.00", 1250)]
    [InlineData("-2,00 €", -2)]
    [InlineData("+7,40", 7.4)]
    [InlineData("-", 0)]
    [InlineData("0", 0)]
    public void Amounts_are_read(string text, double amount) => BetCells.Amount(text).Value.ShouldBe(new Euro((decimal)amount));

    // A thousand and a cent look alike if three digits stand behind a point: nothing is guessed.
    [Theory]
    [InlineData("")]
    [InlineData("1.250")]
    [InlineData("1,250")]
    [InlineData("deux")]
    [InlineData("2,5,0")]
    [InlineData("99999999")]
    [InlineData("1e3")]
    public void Other_amounts_are_refused(string text) => BetCells.Amount(text).IsOk.ShouldBeFalse();

    [Theory]
    [InlineData("2026-02-03", "2026-02-03", null)]
    [InlineData("03/02/2026", "2026-02-03", null)]
    [InlineData("3/2/26", "2026-02-03", null)]
    [InlineData("03-02-2026", "2026-02-03", null)]
    [InlineData("03.02.2026", "2026-02-03", null)]
    [InlineData("03/02/2026 14:35", "2026-02-03", "2026-02-03T13:35:00Z")]
    [InlineData("03/07/2026 à 14h35", "2026-07-03", "2026-07-03T12:35:00Z")]
    [InlineData("2026-02-03T14:35:20", "2026-02-03", "2026-02-03T13:35:00Z")]
    [InlineData("2026-02-03T23:35:00Z", "2026-02-04", "2026-02-03T23:35:00Z")]
    [InlineData("2026-02-03 14:35:00+01:00", "2026-02-03", "2026-02-03T13:35:00Z")]
    public void Days_are_read_on_the_Paris_clock(string text, string day, string? at)
    {
        var read = BetCells.Day(text).Value;
        read.Day.ShouldBe(DateOnly.ParseExact(day, "yyyy-MM-dd"));
        read.At.ShouldBe(at is null ? null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("30/02/2026")]
    [InlineData("2026-13-01")]
    [InlineData("03/02/2026 25:00")]
    [InlineData("mardi")]
    public void Other_days_are_refused(string text) => BetCells.Day(text).IsOk.ShouldBeFalse();

    [Theory]
    [InlineData("4,2", 4.2)]
    [InlineData("4.2", 4.2)]
    [InlineData("-", null)]
    [InlineData("0", null)]
    [InlineData("1", null)]
    public void Odds_are_read(string text, double? odds) => BetCells.Odds(text).Value.ShouldBe(odds);

    [Theory]
    [InlineData("-3")]
    [InlineData("3/1")]
    [InlineData("NaN")]
    public void Other_odds_are_refused(string text) => BetCells.Odds(text).IsOk.ShouldBeFalse();

    [Theory]
    [InlineData("Gagné", "Won")]
    [InlineData("PERDU", "Lost")]
    [InlineData("Remboursé", "Refunded")]
    [InlineData("annulé", "Refunded")]
    [InlineData("En cours", "Open")]
    [InlineData("4 - 7 - 1", null)]
    public void Words_of_the_end_are_read(string text, string? outcome) => BetCells.Outcome(text)?.ToString().ShouldBe(outcome);
}
