using CsCheck;
using Hippique.Gpi.Calibration;

namespace Hippique.Gpi.Tests.Calibration;

public sealed class ReliabilityBinsTests
{
    /// <summary>By the formula of Wilson 1927 in another program (Python): 1 of 2, 0 of 4, 10 of 10, 81 of 263 (the example of Newcombe 1998, table I: .2553 to .3662).</summary>
    [Theory]
    [InlineData(1, 2, 0.0945, 0.9055)]
    [InlineData(0, 4, 0.0000, 0.4899)]
    [InlineData(10, 10, 0.7225, 1.0000)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void Interval_is_that_of_Wilson(int hits, int count, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, count);
        interval.Low.ShouldBe(low, .00005);
        interval.High.ShouldBe(high, .00005);
    }

    /// <summary>An interval whose lower end lies above the share by a rounding would be drawn upside down.</summary>
    [Fact]
    public void Interval_holds_what_was_observed_and_ends_there_where_nothing_or_everything_hit()
    {
        for (var count = 1; count <= 400; count++)
        {
            for (var hits = 0; hits <= count; hits++)
            {
                var interval = WilsonInterval.Of(hits, count);
                ((double)hits / count).ShouldBeInRange(interval.Low, interval.High);
            }
            WilsonInterval.Of(0, count).Low.ShouldBe(0);
            WilsonInterval.Of(count, count).High.ShouldBe(1);
        }
    }

    [Fact]
    public void A_lower_end_belongs_to_its_range_and_an_upper_end_to_the_next()
    {
        var bins = new ReliabilityBins([0, .1, .5]);
        foreach (var predicted in new[] { 0, .1, .3, .5, 1 })
            bins.Add(predicted, predicted == .3);
        bins.Filled()
            .Select(bin => (bin.Low, bin.High, bin.Runners, bin.Hits, bin.Predicted))
            .ShouldBe([(0, .1, 1, 0, 0), (.1, .5, 2, 1, .2), (.5, 1, 2, 0, .75)]);
    }

    /// <summary>However horses are spread over days, the sum of the days is what all of them together give.</summary>
    [Fact]
    public void Days_add_up_to_all_their_horses() =>
        Gen.Select(Gen.Double[0, 1], Gen.Bool, Gen.Int[0, 2])
            .Array[1, 60]
            .Sample(horses =>
            {
                var all = new ReliabilityBins(ReliabilityBins.Win);
                ReliabilityBins[] days = [new(ReliabilityBins.Win), new(ReliabilityBins.Win), new(ReliabilityBins.Win)];
                foreach (var (predicted, hit, day) in horses)
                {
                    all.Add(predicted, hit);
                    days[day].Add(predicted, hit);
                }
                var sum = new ReliabilityBins(ReliabilityBins.Win);
                foreach (var day in days)
                    sum.Add(day);
                all.Runners.ShouldBe(horses.Length);
                foreach (var (one, other) in sum.Filled().Zip(all.Filled()))
                {
                    (one.Low, one.Runners, one.Hits).ShouldBe((other.Low, other.Runners, other.Hits));
                    one.Predicted.ShouldBe(other.Predicted, 1e-12);
                    one.StandardError.ShouldBe(other.StandardError, 1e-12);
                    one.Predicted.ShouldBeInRange(one.Low, one.High);
                    one.Observed.ShouldBeInRange(one.ObservedLow, one.ObservedHigh);
                }
            });
}
