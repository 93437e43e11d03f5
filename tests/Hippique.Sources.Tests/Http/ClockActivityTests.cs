using Hippique.Sources.Http;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>What a clock that runs fast is told: it jumps while nobody does anything but wait, so whoever waits must have said that there is work.</summary>
public sealed class ClockActivityTests
{
    [Fact]
    public async Task PrepareAsync_IsWorkBeforeItWaits()
    {
        var activity = new Told();
        using var client = new PoliteClient(
            new SourceHttpOptions { RequestsPerSecond = 1e9 },
            new FakeTimeProvider(),
            activity,
            new FakeWire()
        );

        await client.PrepareAsync(
            [new Uri("https://one.example/"), new Uri("https://two.example/")],
            TimeSpan.Zero,
            TestContext.Current.CancellationToken
        );

        activity.Waited.ShouldBeGreaterThan(0);
        activity.WaitedWithoutWork.ShouldBe(0);
        activity.Working.ShouldBe(0);
    }

    private sealed class Told : IClockActivity
    {
        private int _working;
        private int _waiting;

        public int Working => _working;
        public int Waited { get; private set; }
        public int WaitedWithoutWork { get; private set; }

        public IDisposable Work()
        {
            Interlocked.Increment(ref _working);
            return new Scope(() => Interlocked.Decrement(ref _working));
        }

        public IDisposable LimiterWait()
        {
            lock (this)
            {
                Waited++;
                if (Interlocked.Increment(ref _waiting) > _working)
                    WaitedWithoutWork++;
            }
            return new Scope(() => Interlocked.Decrement(ref _waiting));
        }
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
