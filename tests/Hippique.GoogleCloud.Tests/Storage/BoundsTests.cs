using Hippique.GoogleCloud.Storage;
using Hippique.Testing.Clocks;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>What a process that runs for weeks keeps in memory has a bound.</summary>
public sealed class BoundsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pace_ForgetsObjectsThatMayBeChangedAgain()
    {
        var clock = new SkippingClock(DateTimeOffset.UnixEpoch);
        var pace = new WritePace(clock, TimeSpan.FromSeconds(1));
        for (var number = 0; number < 10_000; number++)
        {
            using var turn = await pace.TakeAsync($"{number}", Token);
            turn.Changed(number);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        pace.Kept.ShouldBeLessThanOrEqualTo(1024);
    }

    [Fact]
    public async Task Pace_RemembersObjectsOfTheLastSecond_HoweverMany()
    {
        var clock = new SkippingClock(DateTimeOffset.UnixEpoch);
        var pace = new WritePace(clock, TimeSpan.FromSeconds(1));
        for (var number = 0; number < 2_000; number++)
        {
            using var turn = await pace.TakeAsync($"{number}", Token);
            turn.Changed(number);
        }

        using var again = await pace.TakeAsync("0", Token);
        await again.RestAsync(Token);

        clock.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(1));
    }

    [Fact]
    public async Task Pace_CallerWhoIsCancelled_LeavesTheTurnToOthers()
    {
        var pace = new WritePace(TimeProvider.System, TimeSpan.FromSeconds(1));
        using var stop = new CancellationTokenSource();
        var held = await pace.TakeAsync("a", Token);
        var waiting = pace.TakeAsync("a", stop.Token);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        held.Dispose();

        using var next = await pace.TakeAsync("a", Token);
        next.Known.ShouldBeNull();
    }

    [Fact]
    public void Cache_BeginsAnewAtItsBound_AndKeepsNothingLarge()
    {
        var cache = new ContentCache(maxBytes: 10_000);
        cache.Keep("large", new StoredBytes(new byte[2_500], 1));
        cache.TryGet("large", out _).ShouldBeFalse();
        for (var number = 0; number < 10; number++)
            cache.Keep($"{number}", new StoredBytes(new byte[1_000], number));

        cache.TryGet("0", out _).ShouldBeFalse();
        cache.TryGet("9", out var last).ShouldBeTrue();
        last!.Generation.ShouldBe(9);
        cache.Forget("9");
        cache.TryGet("9", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 1.5)]
    [InlineData(3, 8.5)]
    [InlineData(5, 32)]
    [InlineData(1_000, 32)]
    public void Waits_DoubleUpToTheirBound(int retry, double seconds) =>
        new BucketTiming().Wait(retry, TimeSpan.FromSeconds(0.5)).ShouldBe(TimeSpan.FromSeconds(seconds));
}
