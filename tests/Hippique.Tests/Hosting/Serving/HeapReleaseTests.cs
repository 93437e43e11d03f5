using Hippique.Hosting.Serving;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Hosting.Serving;

public sealed class HeapReleaseTests
{
    [Fact]
    public async Task Memory_is_given_back_once_after_each_burst_and_not_at_rest()
    {
        var clock = new FakeTimeProvider();
        var allocated = 0L;
        var collected = new Kept<long>();
        var looks = new Kept<int>();
        using var release = new HeapRelease(
            clock,
            () =>
            {
                looks.Add(0);
                return Interlocked.Read(ref allocated);
            },
            () => collected.Add(Interlocked.Read(ref allocated))
        );
        await release.StartAsync(TestContext.Current.CancellationToken);

        await LookAsync();
        await LookAsync();
        collected.All.ShouldBeEmpty("nothing was allocated");

        Interlocked.Exchange(ref allocated, HeapRelease.Burst - 1);
        await LookAsync();
        collected.All.ShouldBeEmpty("too little");

        Interlocked.Exchange(ref allocated, HeapRelease.Burst + 5);
        await LookAsync();
        await LookAsync();
        Interlocked.Exchange(ref allocated, 3 * HeapRelease.Burst);
        await LookAsync();
        await LookAsync();
        collected.All.ShouldBe([HeapRelease.Burst + 5, 3 * HeapRelease.Burst]);

        await release.StopAsync(TestContext.Current.CancellationToken);

        // The timer's next turn is taken up by another thread; what it did is told by the look after it.
        async Task LookAsync()
        {
            var before = looks.All.Count;
            await BoundedWait.UntilAsync(() =>
            {
                if (looks.All.Count == before)
                    clock.Advance(HeapRelease.Every);
                return looks.All.Count > before;
            });
        }
    }
}
