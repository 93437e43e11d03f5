using System.Text.Json;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Gpi.Tests.Pricing;

/// <summary>The straight line between the ends of a place range, held against ranges that an operator published.</summary>
public sealed class RealPlaceRangesTests
{
    // Shares that were read from the low ends alone say what the high ends should be. They are rounded down and shown apart, so they come out a little high.
    [Theory]
    [InlineData("course_2024-06-20_longchamp_resulted.html")]
    [InlineData("course_2025-11-21_R4C1_resulted.html")]
    [InlineData("course_2026-01-18_R5C6_resulted.html")]
    public void Shares_FromTheLowEnds_PredictTheHighEnds(string file)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var ranges = Ranges(File.ReadAllText(RealData.Path("captures/zeturf/" + file)));
        var card = Races.Card(ranges.Count);
        var view = new PoolView(new Field(card), Races.Prices(Pool.ZEturf, [], [.. ranges]));
        const int Places = 3;
        var shares = PlaceDividends.Shares(view, Places);

        // Q from one runner's low end; the same for all by construction.
        double Company(int i, bool dearest)
        {
            var others = shares.Where((_, j) => j != i).Order().ToArray();
            return dearest ? others[^1] + others[^2] : others[0] + others[1];
        }
        var paidOut = shares[0] * (Places * (ranges[0].Low - 1) + 1) + Company(0, dearest: true);
        paidOut.ShouldBeInRange(.8, .95);
        for (var i = 0; i < ranges.Count; i++)
        {
            var high = 1 + (paidOut - shares[i] - Company(i, dearest: false)) / (Places * shares[i]);
            (high / ranges[i].High).ShouldBeInRange(.85, 1.25, $"runner {i + 1} of those shown");
        }
    }

    private static List<(double Low, double High)> Ranges(string page)
    {
        var start = page.IndexOf('{', page.IndexOf("cotesInfos", StringComparison.Ordinal));
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(page[start..]));
        using var document = JsonDocument.ParseValue(ref reader);
        var ranges = new List<(double, double)>();
        foreach (var runner in document.RootElement.EnumerateObject())
            if (
                runner.Value.ValueKind == JsonValueKind.Object
                && runner.Value.TryGetProperty("odds", out var odds)
                && Number(odds, "SPMin") is { } low
                && Number(odds, "SPMax") is { } high
            )
                ranges.Add((low, high));
        return ranges;
    }

    private static double? Number(JsonElement odds, string name) =>
        odds.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.Number => value.GetDouble(),
                JsonValueKind.String
                    when double.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
                _ => null,
            }
            : null;
}
