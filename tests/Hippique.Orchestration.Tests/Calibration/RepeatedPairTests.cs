using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Probabilities;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Calibration;

/// <summary>
/// A race of the recordings can hold a pair twice among ZEturf's Jumelé placé dividends. The second row is not Jumelé gagnant: it depends on which of the two came first, and paid as
/// Jumelé gagnant it would return more than was staked. It is the order of the first two; no payout of Jumelé gagnant can be fitted on it.
/// </summary>
public sealed class RepeatedPairTests
{
    private sealed record Pair(double InOrder, double Either, double Second, double First);

    [Fact]
    public void SecondRow_PaysForTheOrderOfTheFirstTwo()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var pairs = Pairs();
        pairs.Count.ShouldBe(417);

        var either = Median(pairs.Select(pair => pair.Either * pair.Second));
        var inOrder = Median(pairs.Select(pair => pair.InOrder * pair.Second));
        var second = Regression(pairs, pair => pair.Second);
        var first = Regression(pairs, pair => pair.First);
        TestContext.Current.TestOutputHelper?.WriteLine(
            FormattableString.Invariant(
                $"either order {either:0.00}, in order {inOrder:0.00}; slope on the order {second:0.00}, of the first row {first:0.00}"
            )
        );
        either.ShouldBeGreaterThan(1.2);
        inOrder.ShouldBeInRange(.7, .95);
        // ln dividend = a + b · ln P(pair) + c · ln(share of the order that came in): c is 0 for a bet on the pair, b for a bet on the order.
        second.ShouldBeInRange(-1.25, -.75);
        first.ShouldBeInRange(-.25, .1);
    }

    private static List<Pair> Pairs()
    {
        string[] months = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"];
        string[] paths = [.. months.Select(month => RealData.Path($"races/{month}.jsonl.gz"))];
        var races = RaceFiles.Read(paths, [], TestContext.Current.CancellationToken).Races().ToDictionary(race => race.Id);
        var pairs = new List<Pair>();
        foreach (var line in paths.SelectMany(Lines))
        {
            var rows = Rows(line.RootElement);
            if (rows.Count != 4 || !rows[3].Numbers.Order().SequenceEqual(rows[0].Numbers.Order()))
                continue;
            var id = new RaceId(
                DateOnly.Parse(line.RootElement.GetProperty("date").GetString()!, CultureInfo.InvariantCulture),
                RaceCode.Parse(line.RootElement.GetProperty("race").GetString()).Value
            );
            if (races.GetValueOrDefault(id) is { Close: not null, Order.Count: > 1 } race)
                pairs.Add(Of(race, rows));
        }
        return pairs;
    }

    private static Pair Of(CalibrationRace race, List<(int[] Numbers, double PerEuro)> rows)
    {
        var model = GpiModels.Default;
        var law = model.OrderLaw(race.Discipline, model.Exponent(race.Pool, race.Discipline).Value);
        var orders = new Orders(WinForecast.FittedMarket(model, race, PriceMoment.Close), law);
        var (first, second) = (race.Order[0], race.Order[1]);
        var inOrder = orders.Pair(first, second);
        return new Pair(inOrder, inOrder + orders.Pair(second, first), rows[3].PerEuro, rows[0].PerEuro);
    }

    private static IEnumerable<JsonDocument> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return JsonDocument.Parse(line);
    }

    private static List<(int[] Numbers, double PerEuro)> Rows(JsonElement race) =>
        race.TryGetProperty("dividends", out var dividends)
        && dividends.ValueKind == JsonValueKind.Object
        && dividends.TryGetProperty("zeturf", out var zeturf)
        && zeturf.ValueKind == JsonValueKind.Object
        && zeturf.TryGetProperty("jumele_place", out var rows)
        && rows.ValueKind == JsonValueKind.Array
            ?
            [
                .. rows.EnumerateArray()
                    .Select(row =>
                        (
                            row[0].GetString()!.Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray(),
                            row[1].GetDouble()
                        )
                    ),
            ]
            : [];

    private static double Regression(List<Pair> pairs, Func<Pair, double> dividend)
    {
        var data = new Observations(3);
        for (var i = 0; i < pairs.Count; i++)
            data.Add([1, Math.Log(pairs[i].Either), Math.Log(pairs[i].InOrder / pairs[i].Either)], Math.Log(dividend(pairs[i])), i);
        return LinearRegression.Fit(data).Coefficients[2];
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(208);
}
