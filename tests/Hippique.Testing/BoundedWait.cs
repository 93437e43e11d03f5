using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hippique.Testing;

/// <summary>
/// Waits in real time for what other threads and processes do. A wait that outlasts the busiest machine fails and says what it was for: a run of the tests never hangs in one.
/// </summary>
public static class BoundedWait
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Until a condition holds.</summary>
    /// <param name="condition">Is looked at again and again.</param>
    /// <param name="between">Done after each look that found it false: a step of a clock.</param>
    /// <param name="what">For the message.</param>
    /// <exception cref="TimeoutException">It did not hold within <see cref="Longest"/>.</exception>
    public static Task UntilAsync(
        Func<bool> condition,
        Action? between = null,
        [CallerArgumentExpression(nameof(condition))] string what = ""
    ) => UntilAsync(() => Task.FromResult(condition()), between, what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, Action?, string)"/>
    public static async Task UntilAsync(
        Func<Task<bool>> condition,
        Action? between = null,
        [CallerArgumentExpression(nameof(condition))] string what = ""
    )
    {
        for (var since = Stopwatch.GetTimestamp(); !await condition(); )
        {
            if (Stopwatch.GetElapsedTime(since) > Longest)
                throw new TimeoutException($"not within {Longest.TotalMinutes} minutes: {what}");
            between?.Invoke();
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Until work is over whose own waits are on a clock that the test moves.</summary>
    /// <param name="work">Its failure is thrown.</param>
    /// <param name="step">Moves the clock.</param>
    /// <param name="what">For the message.</param>
    /// <exception cref="TimeoutException">It was not over within <see cref="Longest"/>.</exception>
    public static async Task EndAsync(Task work, Action step, [CallerArgumentExpression(nameof(work))] string what = "")
    {
        for (var since = Stopwatch.GetTimestamp(); !work.IsCompleted; )
        {
            if (Stopwatch.GetElapsedTime(since) > Longest)
                throw new TimeoutException($"not over within {Longest.TotalMinutes} minutes: {what}");
            step();
            await Task.WhenAny(work, Task.Delay(Pause, TimeProvider.System));
        }
        await work;
    }

    /// <inheritdoc cref="EndAsync(Task, Action, string)"/>
    public static async Task<T> EndAsync<T>(Task<T> work, Action step, [CallerArgumentExpression(nameof(work))] string what = "")
    {
        await EndAsync((Task)work, step, what);
        return await work;
    }
}
