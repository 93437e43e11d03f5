using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Imports;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tests.Ledger;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Imports;

/// <summary>A player of November 2025 whose bets are invented and whose returns are ZEturf's dividends of real races, in a file as a French spreadsheet writes it.</summary>
public sealed class RealMonthTests
{
    private const string Month = "races/2025-11.jsonl.gz";

    private static readonly (string Key, string Bet)[] Bets =
    [
        ("win", "Simple gagnant"),
        ("jumele_gagnant", "Jumelé gagnant"),
        ("trio", "Trio"),
    ];

    [Fact]
    public async Task Returns_by_the_dividends_agree_and_others_are_found()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var bets = Played().ToList();
        bets.Count.ShouldBeGreaterThan(1500);
        var right = await ImportAsync(bets);
        right.Refused.ShouldBeEmpty();
        // Races whose order the recording does not call official.
        right.NoResult.ShouldBe(8);
        right
            .Differences.Select(difference => $"{difference.Race} {difference.Bet}: {difference.Told} {difference.Official}")
            .ShouldBeEmpty();
        right.Agree.ShouldBeGreaterThan(bets.Count * 9 / 10);

        // Ten cents too much on each that won.
        var wrong = await ImportAsync([.. bets.Select(bet => bet with { Returned = bet.Returned == 0 ? 0 : bet.Returned + .1m })]);
        wrong.Differences.Count.ShouldBe(right.Agree - wrong.Agree);
        wrong.Differences.ShouldAllBe(difference => difference.Told == difference.Official + new Euro(.1m));
        wrong.Differences.Count.ShouldBeGreaterThan(bets.Count / 2);
    }

    private static async Task<BetImportReport> ImportAsync(IReadOnlyList<RealBet> bets)
    {
        var bench = new LedgerBench();
        var french = CultureInfo.GetCultureInfo("fr-FR");
        var rows = bets.Select(bet =>
            string.Create(
                french,
                $"{bet.Date:dd/MM/yyyy};{bet.Race};{bet.Bet};{bet.Numbers};{bet.Stake:0.00} €;{bet.Returned:0.00} €;{(bet.Returned > 0 ? "Gagné" : "Perdu")}"
            )
        );
        var text = "Vos paris\nDate de la course;Course;Type de pari;Sélection;Mise;Gain;Statut\n" + string.Join('\n', rows);
        var read = await new BetImport(
            bench.Store,
            bench.Plans,
            new OwnTickets(bench.Ledger, bench.Recorder),
            new ImportedBets(bench.Store),
            bench.Clock
        ).RunAsync(
            new BetImportOrder
            {
                Content = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
                Pool = Pool.ZEturf,
                Recorded = new RecordedResults([RealData.Path(Month)], []),
                By = "marie",
            },
            TestContext.Current.CancellationToken
        );
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
        return read.Value;
    }

    /// <summary>Of each race with dividends of ZEturf the winners, and the winner's number plus one, which may have lost.</summary>
    private static IEnumerable<RealBet> Played()
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(RealData.Path(Month)), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var race = JsonDocument.Parse(line);
            if (!race.RootElement.TryGetProperty("dividends", out var all) || !all.TryGetProperty("zeturf", out var paid))
                continue;
            foreach (var (key, bet) in Bets)
            {
                if (!paid.TryGetProperty(key, out var rows))
                    continue;
                foreach (var row in rows.EnumerateArray())
                    yield return new RealBet(Date(race), Code(race), bet, row[0].GetString()!, 2, 2 * row[1].GetDecimal());
            }
            if (paid.TryGetProperty("win", out var wins) && wins.GetArrayLength() == 1 && Loser(race, wins[0][0].GetString()!) is { } other)
                yield return new RealBet(Date(race), Code(race), Bets[0].Bet, other, 3, 0);
        }
    }

    private static string? Loser(JsonDocument race, string winner) =>
        race
            .RootElement.GetProperty("arrival")
            .EnumerateArray()
            .SelectMany(place => place.EnumerateArray())
            .Select(number => number.GetRawText())
            .FirstOrDefault(number => number != winner);

    private static DateOnly Date(JsonDocument race) => DateOnly.ParseExact(race.RootElement.GetProperty("date").GetString()!, "yyyy-MM-dd");

    private static string Code(JsonDocument race) => race.RootElement.GetProperty("race").GetString()!;

    private sealed record RealBet(DateOnly Date, string Race, string Bet, string Numbers, decimal Stake, decimal Returned);
}
