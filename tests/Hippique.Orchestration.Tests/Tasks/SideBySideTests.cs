using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class SideBySideTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneAtATime_ComesInTheOrderGiven()
    {
        var seen = new List<int>();

        var count = await SideBySide.CountAsync(
            Enumerable.Range(0, 20),
            1,
            (item, _) =>
            {
                seen.Add(item);
                return Task.FromResult(item % 2 == 0);
            },
            Token
        );

        count.ShouldBe(10);
        seen.ShouldBe(Enumerable.Range(0, 20));
    }

    /// <summary>Four wait for one another, which no fewer would.</summary>
    [Fact]
    public async Task FourAtATime_AreFourAndNoMore()
    {
        using var together = new Barrier(4);
        var (inside, most) = (0, 0);

        var count = await SideBySide.CountAsync(
            Enumerable.Range(0, 8),
            4,
            (_, cancelled) =>
                Task.Run(
                    () =>
                    {
                        InterlockedMax(ref most, Interlocked.Increment(ref inside));
                        var all = together.SignalAndWait(TimeSpan.FromMinutes(1), cancelled);
                        Interlocked.Decrement(ref inside);
                        return all;
                    },
                    cancelled
                ),
            Token
        );

        (count, most).ShouldBe((8, 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task WhatBreaks_IsThrown(int atATime) =>
        await Should.ThrowAsync<IOException>(() =>
            SideBySide.CountAsync<int>([1, 2, 3], atATime, (_, _) => throw new IOException("the queue is gone"), Token)
        );

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen) { }
    }
}
