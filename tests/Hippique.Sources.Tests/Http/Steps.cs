using Hippique.Testing.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>Time that passes only where a test lets it.</summary>
internal static class Steps
{
    /// <summary>One step after the other, each with a breath for what it sets going, until the work is done.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, Task done, TimeSpan step)
    {
        while (!done.IsCompleted)
        {
            clock.Advance(step);
            await BreathAsync();
        }
    }

    /// <summary>The same, and no further while nobody waits on the clock: whoever is at work then is as long at it as the machine makes it.</summary>
    public static async Task AdvanceUntilAsync(this CountedClock clock, Task done, TimeSpan step)
    {
        while (!done.IsCompleted)
        {
            if (clock.Waiting > 0)
                clock.Advance(step);
            await BreathAsync();
        }
    }

    public static Task BreathAsync() =>
        Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
}
