using System.IO.Compression;
using System.Text.Json;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Rules;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Gpi.Tests.Pools;

/// <summary>
/// The arithmetic of place dividends held against official ones: final stakes of PMU's internet pools, flat races of January 2023. Races of which the list leaves out a horse are not
/// counted, for their pool is not known.
/// </summary>
public sealed class RealPlacePoolsTests
{
    private const string Pools = "pools/pmu-internet-2023-01.jsonl.gz";
    private const string Dividends = "dividends/pmu-2023-01.jsonl.gz";

    [Theory]
    [InlineData(2, 30, .97)]
    [InlineData(3, 90, .92)]
    public void Dividend_FromTheLastStakes_IsTheOfficialOne(int places, int least, double exact)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        // The stakes of some races were listed before the last came: their win dividend says which.
        var known = Races().Where(race => race.PlacesPaid == places && race.HasLastStakes).SelectMany(race => race.Places()).ToList();
        known.Count.ShouldBeGreaterThanOrEqualTo(least);
        ((double)known.Count(pair => pair.Computed == pair.Official) / known.Count).ShouldBeGreaterThanOrEqualTo(exact);
        known.ShouldAllBe(pair => Math.Abs(pair.Computed - pair.Official) < .11m);
    }

    [Fact]
    public void Dividend_FromStakesAMomentBefore_IsNear()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var known = Races().SelectMany(race => race.Places()).ToList();
        known.Count.ShouldBeGreaterThan(200);
        ((double)known.Count(pair => Math.Abs(pair.Computed - pair.Official) < .11m) / known.Count).ShouldBeGreaterThan(.97);
    }

    [Fact]
    public void Dividend_UnderOneTenth_IsTheLeastThatIsPaid()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var least = Races().SelectMany(race => race.Places()).Where(pair => pair.Official == 1.05m).ToList();
        least.Count.ShouldBe(3);
        least.ShouldAllBe(pair => pair.Computed == 1.05m);
    }

    private static List<Race> Races()
    {
        var paid = Lines(Dividends).ToDictionary(KeyOf);
        return
        [
            .. Lines(Pools)
                .Select(stakes => (Stakes: stakes, Paid: paid[KeyOf(stakes)]))
                .Select(pair => new Race(
                    Amounts(pair.Stakes.GetProperty("win_stakes_cents")),
                    Amounts(pair.Stakes.GetProperty("place_stakes_cents")),
                    Amounts(pair.Paid.GetProperty("win")),
                    Amounts(pair.Paid.GetProperty("place")),
                    pair.Paid.GetProperty("runners").GetArrayLength(),
                    DateOnly.Parse(pair.Paid.GetProperty("date").GetString()!, System.Globalization.CultureInfo.InvariantCulture)
                ))
                // At most twelve are listed; a horse without a stake was withdrawn.
                .Where(race => race.PlaceStakes.Count < 12 || race.Runners == 12),
        ];
    }

    private static string KeyOf(JsonElement line) => $"{line.GetProperty("date")} {line.GetProperty("race")}";

    private static Dictionary<int, decimal> Amounts(JsonElement byNumber) =>
        byNumber
            .EnumerateObject()
            .ToDictionary(
                one => int.Parse(one.Name, System.Globalization.CultureInfo.InvariantCulture),
                one => (decimal)one.Value.GetDouble()
            );

    private static List<JsonElement> Lines(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(RealData.Path(file)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var lines = new List<JsonElement>();
        while (reader.ReadLine() is { } line)
            lines.Add(JsonSerializer.Deserialize<JsonElement>(line));
        return lines;
    }

    private sealed record Race(
        Dictionary<int, decimal> WinStakes,
        Dictionary<int, decimal> PlaceStakes,
        Dictionary<int, decimal> Win,
        Dictionary<int, decimal> Place,
        int Runners,
        DateOnly Day
    )
    {
        public int PlacesPaid => Place.Count;

        private SinglesPayout Payout => SinglesPayout.Of(Regulated.Default, Day, Pool.PmuInternet, PlacesPaid);

        public bool HasLastStakes =>
            Win.All(paid =>
                WinStakes.TryGetValue(paid.Key, out var own)
                && (decimal)Payout.Rounding.Round(Payout.WinPaidOut!.Value * (double)WinStakes.Values.Sum() / (double)own) == paid.Value
            );

        public IEnumerable<(decimal Computed, decimal Official)> Places()
        {
            if (!Place.Keys.All(PlaceStakes.ContainsKey))
                yield break;
            var (pool, placed) = ((double)PlaceStakes.Values.Sum(), (double)Place.Keys.Sum(number => PlaceStakes[number]));
            foreach (var (number, official) in Place)
                yield return ((decimal)Payout.Place!.Dividend(pool, placed, (double)PlaceStakes[number]), official);
        }
    }
}
