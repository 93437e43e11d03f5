using Hippique.Sources.RaceArchive;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Next_Seed1234567_GivesThePublishedSequence()
    {
        // First numbers of the reference implementation (Vigna, splitmix64.c) for the seed 1234567.
        var random = new SplitMix64(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        foreach (var number in expected)
            random.Next().ShouldBe(number);
    }

    [Fact]
    public void NormalAt_ManyIndices_HaveMeanZeroAndDeviationOne()
    {
        var seed = SplitMix64.SeedOf("2025-11-22/R1C3");
        var deviates = Enumerable.Range(1, 20_000).Select(index => SplitMix64.NormalAt(seed, index)).ToArray();

        deviates.Average().ShouldBe(0.0, 0.03);
        deviates.Average(x => x * x).ShouldBe(1.0, 0.04);
        deviates.Zip(deviates.Skip(1), (a, b) => a * b).Average().ShouldBe(0.0, 0.03);
    }
}
