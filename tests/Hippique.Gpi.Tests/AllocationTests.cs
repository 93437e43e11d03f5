using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests;

public sealed class AllocationTests
{
    private static readonly double[] Win = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 44, 52, 61, 75, 88, 99, 112];

    /// <summary>An analysis leaves nothing behind that the next one has to carry: twice as many analyses allocate twice as much, whatever the machine does meanwhile.</summary>
    [Fact]
    public void Analyse_TwiceAsOften_AllocatesTwiceAsMuch()
    {
        var places = Win.Select(
            (o, i) => (Low: 1 + (o - 1) / (i is >= 2 and <= 6 ? 3 : 5), High: 1 + (o - 1) / (i is >= 2 and <= 6 ? 2 : 3.5))
        );
        var model = Models.With([
            .. new[] { BetType.CouplePlace, BetType.Trio, BetType.Ze2Sur4, BetType.Ze4 }.Select(bet => Models.Payout(bet, 2)),
        ]);
        var analyser = new RaceAnalyser(RuleSets.Load("gpi-v5.1").Value, model);
        var input = Races.Input(Races.H5(Races.Card(16), Races.Prices(Pool.ZEturf, Win, [.. places])), Pool.ZEturf);
        analyser.Analyse(input).Combined.Bet.ShouldNotBeNull();

        var once = AllocatedBy(analyser, input, 60);
        var twice = AllocatedBy(analyser, input, 120);
        // The first of them may be dearer (what is made once); code that was compiled again may be cheaper.
        once.ShouldBeGreaterThan(0);
        ((double)twice / once).ShouldBeLessThan(2.02);
    }

    private static long AllocatedBy(RaceAnalyser analyser, AnalysisInput input, int repetitions)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < repetitions; i++)
            analyser.Analyse(input);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
