using CsCheck;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class PriceBridgeTests
{
    private static readonly Gen<(double Early, double Late)[]> Fields = Gen.Select(Gen.Double[1.3, 90], Gen.Double[1.3, 90]).Array[1, 18];

    [Fact]
    public void Model_AnyField_IsAsPublishedAndNearTheClosingBook() =>
        Fields.Sample(field =>
        {
            var (reference, close) = Prices(field);

            var drawn = PriceBridge.Model("2025-03-14/R1C1", reference, close);

            drawn.Select(price => price.Number).ShouldBe(close.Select(price => price.Number));
            foreach (var price in drawn)
            {
                price.Odds.Value.ShouldBeGreaterThanOrEqualTo(1.1);
                var step = price.Odds.Value < 10 ? 10 : 1;
                (price.Odds.Value * step).ShouldBe(Math.Round(price.Odds.Value * step), 1e-9);
            }
            // Rounding moves a price by .05 below 10 (and a price of 1.1 by more), by .5 from there.
            var slack = close.Count * 0.06 + 0.25;
            drawn.Sum(price => price.Odds.Implied).ShouldBe(close.Sum(price => price.Odds.Implied), slack);
        });

    [Fact]
    public void Model_RunnersShuffled_GivesTheSamePrices() =>
        Fields.Sample(field =>
        {
            var (reference, close) = Prices(field);

            PriceBridge
                .Model("2025-03-14/R1C1", [.. reference.Reverse()], [.. close.Reverse()])
                .ShouldBe(PriceBridge.Model("2025-03-14/R1C1", reference, close));
        });

    [Fact]
    public void Model_OtherRace_GivesOtherPrices()
    {
        var (reference, close) = Prices([.. Enumerable.Repeat((5.0, 5.0), 12)]);

        PriceBridge.Model("2025-03-14/R1C1", reference, close).ShouldNotBe(PriceBridge.Model("2025-03-14/R1C2", reference, close));
    }

    [Fact]
    public void Model_RunnerWithoutReferenceOrClose_HasNoPrice()
    {
        var (reference, close) = Prices([(3, 3), (4, 4), (5, 5), (6, 6)]);

        var drawn = PriceBridge.Model("2025-03-14/R1C1", [.. reference.Skip(1)], [.. close.SkipLast(1)]);

        drawn.Select(price => price.Number).ShouldBe([2, 3]);
    }

    [Fact]
    public void Model_ManyRaces_FollowTheMeasuredLaw()
    {
        // One runner moves from 8 to 4 among company that keeps the book: ln o5 lies .566 of the way back to the reference, with deviation .219.
        var logs = new List<double>();
        for (var race = 1; race <= 4000; race++)
        {
            var field = Enumerable.Repeat((30.0, 30.0), 200).Prepend((80.0, 40.0)).ToArray();
            var (reference, close) = Prices(field);
            logs.Add(Math.Log(PriceBridge.Model($"2025-03-14/R1C{race}", reference, close)[0].Odds.Value));
        }
        // The rescaling takes the offset and half the variance of the company out again: mean ln 40 + .566 ln 2 + .219²/2.
        var mean = logs.Average();
        mean.ShouldBe(Math.Log(40) + 0.566 * Math.Log(2) + 0.219 * 0.219 / 2, 0.015);
        Math.Sqrt(logs.Average(x => (x - mean) * (x - mean))).ShouldBe(0.219, 0.01);
    }

    private static (IReadOnlyList<WinPrice> Reference, IReadOnlyList<WinPrice> Close) Prices((double Early, double Late)[] field) =>
        (
            [.. field.Select((runner, i) => new WinPrice(i + 1, new Odds(runner.Early)))],
            [.. field.Select((runner, i) => new WinPrice(i + 1, new Odds(runner.Late)))]
        );
}
