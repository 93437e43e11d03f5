using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Every official dividend of PMU's internet pool in January 2023, against the closing odds of the same pool: as it stands it books, in a wrong unit it does not.</summary>
public sealed class RealDividendsTests
{
    [Fact]
    public void Every_dividend_books_and_no_win_dividend_in_a_wrong_unit_does()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var (wins, places, found) = (0, 0, 0);
        foreach (var race in Races())
        {
            foreach (var line in race.Dividends)
            {
                Outcome(race, line, 1).ShouldBe(new LegOutcome.Won(line.PerEuro, DividendBasis.Official), $"{race.Id} {line.Bet}");
                if (race.Close.All(price => price.Number != line.Combination[0]))
                    continue;
                if (line.Bet == BetType.SimpleGagnant)
                {
                    wins++;
                    foreach (var unit in (decimal[])[.01m, .1m, 10, 100])
                        Outcome(race, line, unit).ShouldBeOfType<LegOutcome.Unsettled>().Doubt!.Dividend.ShouldBe(line.PerEuro * unit);
                }
                else
                {
                    places++;
                    found += Outcome(race, line, 100) is LegOutcome.Unsettled ? 1 : 0;
                }
            }
        }
        (wins, places).ShouldBe((1268, 3678));
        // A place in a wrong unit has no price of its own to be compared with; a hundredfold one is above four times the win odds all the same.
        found.ShouldBe(places);
    }

    private static LegOutcome Outcome(RaceResult race, Dividend line, decimal unit)
    {
        var ticket = PlayedDays.Ticket(race.Id, PlayedDays.Off("14:00"), 1, race.Pool);
        var bet = ticket with { Bet = line.Bet, Legs = [ticket.Legs[0] with { Numbers = line.Combination }] };
        var result = race with
        {
            Dividends = [.. race.Dividends.Select(one => one == line ? one with { PerEuro = one.PerEuro * unit } : one)],
        };
        var finished = new FinishedRace
        {
            Result = result,
            Declared = 8,
            Starters = [],
        };
        return new TicketSettler().Settle(bet, finished).Legs[0].Outcome;
    }

    private static IEnumerable<RaceResult> Races()
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(RealData.Path("dividends/pmu-2023-01.jsonl.gz")), CompressionMode.Decompress)
        );
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var race = json.RootElement;
            var wins = Lines(race, "win", BetType.SimpleGagnant);
            if (wins.Count == 0)
                continue;
            yield return new RaceResult
            {
                Id = new RaceId(
                    DateOnly.ParseExact(race.GetProperty("date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    RaceCode.Parse(race.GetProperty("race").GetString()).Value
                ),
                Pool = Pool.PmuInternet,
                State = ResultState.Official,
                Arrival =
                [
                    [.. wins.Select(win => win.Combination[0])],
                ],
                NonRunners = [],
                Dividends = [.. wins, .. Lines(race, "place", BetType.SimplePlace)],
                Close = [.. Close(race)],
            };
        }
    }

    private static List<Dividend> Lines(JsonElement race, string key, BetType bet) =>
        race.TryGetProperty(key, out var rows) && rows.ValueKind == JsonValueKind.Object
            ?
            [
                .. rows.EnumerateObject()
                    .Select(row => new Dividend(bet, [int.Parse(row.Name, CultureInfo.InvariantCulture)], row.Value.GetDecimal())),
            ]
            : [];

    private static IEnumerable<WinPrice> Close(JsonElement race)
    {
        foreach (var runner in race.TryGetProperty("runners", out var runners) ? runners.EnumerateArray() : default)
            if (
                runner.TryGetProperty("odds_close", out var odds)
                && odds.ValueKind == JsonValueKind.Number
                && Odds.FromPublished(odds.GetDouble()) is { } price
            )
                yield return new WinPrice(runner.GetProperty("number").GetInt32(), price);
    }
}
