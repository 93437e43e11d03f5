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

    public static Task BreathAsync() =>
        Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
}
