using Hippique.Gpi.Settlement;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Hippique.Testing;

namespace Hippique.Sources.Tests.RaceArchive;

/// <summary>Every line of the files of dividends, settled: a bet that has a dividend returns exactly it, and no other bet is won.</summary>
public sealed class RealDividendsTests
{
    private static readonly BetType[] Pairs = [BetType.CoupleGagnant, BetType.CouplePlace, BetType.Ze2Sur4];

    [Fact]
    public void ZEturf_EveryDividend_IsWhatOneEuroReturns()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var file = ZEturfDividendFiles
            .Read(RealData.Path("dividends/zeturf-2025-04_09.jsonl.gz"), TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<ZEturfDividendFile>.Found>()
            .Value;
        file.Refused.ShouldBeEmpty();
        file.Races.Count.ShouldBe(16_431);
        var paid = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var race in file.Races)
        {
            var result = new RaceResult
            {
                Id = race.Id,
                Pool = Pool.ZEturf,
                State = ResultState.Official,
                Arrival = race.Arrival,
                NonRunners = [],
                Dividends = [.. race.Dividends.Select(row => row.Bet == BetType.SimplePlace ? row with { Label = "" } : row)],
            };
            wrong.AddRange(Check(result, paid));
            // As it is read, the third's place is no list of places: nothing is settled on it.
            if (race.Dividends.FirstOrDefault(row => row.Bet == BetType.SimplePlace) is { } third)
                SettledTickets
                    .Of(result with { Dividends = race.Dividends }, BetType.SimplePlace, third.Combination[0])
                    .Outcome.ShouldBe(new LegOutcome.Unsettled(UnsettledReason.NoDividends));
        }
        wrong.ShouldBeEmpty();
        // Counted on the file with another program; dead heats have two.
        paid.ShouldBe(
            new Dictionary<string, int>
            {
                ["SimpleGagnant"] = 12_840,
                ["SimplePlace"] = 12_801,
                ["CoupleGagnant"] = 14_326,
                ["CouplePlace"] = 28_631,
                ["Trio"] = 13_142,
            },
            ignoreOrder: true
        );
    }

    [Theory]
    [InlineData("pmu-2023-01.jsonl.gz", 1_267)]
    [InlineData("pmu-2023-03.jsonl.gz", 1_288)]
    public void Pmu_EveryDividend_IsWhatOneEuroReturns(string name, int races)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var file = PlaceDividends
            .Read(RealData.Path("dividends/" + name), TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<PlaceDividendFile>.Found>()
            .Value;
        file.Refused.ShouldBeEmpty();
        var all = file.All;
        all.Count.ShouldBe(races);
        var paid = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var race in all)
        {
            // The file has no order behind the winner; the lines decide.
            int[] winners = [.. race.Wins.Select(row => row.Combination[0])];
            int[] placed = [.. race.Places.Select(row => row.Combination[0]).Except(winners)];
            wrong.AddRange(
                Check(
                    new RaceResult
                    {
                        Id = race.Id,
                        Pool = race.Pool,
                        State = ResultState.Official,
                        Arrival = [.. new[] { winners }.Where(tied => tied.Length > 0), .. placed.Select(number => new[] { number })],
                        NonRunners = [],
                        Dividends = [.. race.Wins, .. race.Places],
                    },
                    paid
                )
            );
        }
        wrong.ShouldBeEmpty();
        paid["SimpleGagnant"].ShouldBe(all.Sum(race => race.Wins.Count));
        paid["SimplePlace"].ShouldBe(all.Sum(race => race.Places.Count));
    }

    /// <summary>What is wrong; counts the bets that were paid.</summary>
    private static IEnumerable<string> Check(RaceResult result, SortedDictionary<string, int> paid)
    {
        int[] horses =
        [
            .. result.Arrival.SelectMany(place => place).Concat(result.Dividends.SelectMany(row => row.Combination)).Distinct(),
        ];
        foreach (var (bet, numbers) in Tickets(horses))
        {
            var rows = result.Dividends.Where(row => row.Bet == bet && row.Combination.Order().SequenceEqual(numbers.Order())).ToList();
            var outcome = SettledTickets.Of(result, bet, numbers).Outcome;
            var right =
                rows.Count == 0
                    ? outcome is LegOutcome.Lost or LegOutcome.Unsettled
                    : outcome is LegOutcome.Won won && won.Dividend == rows.Single().PerEuro;
            if (!right)
                yield return $"{result.Id} {bet} {string.Join('-', numbers)}: {outcome}";
            else if (rows.Count > 0 && bet != BetType.Ze2Sur4)
                paid[bet.ToString()] = paid.GetValueOrDefault(bet.ToString()) + 1;
        }
    }

    private static IEnumerable<(BetType Bet, int[] Numbers)> Tickets(int[] horses)
    {
        for (var i = 0; i < horses.Length; i++)
        {
            yield return (BetType.SimpleGagnant, [horses[i]]);
            yield return (BetType.SimplePlace, [horses[i]]);
            for (var j = i + 1; j < horses.Length; j++)
            {
                foreach (var pair in Pairs)
                    yield return (pair, [horses[i], horses[j]]);
                for (var k = j + 1; k < horses.Length; k++)
                    yield return (BetType.Trio, [horses[i], horses[j], horses[k]]);
            }
        }
    }
}
