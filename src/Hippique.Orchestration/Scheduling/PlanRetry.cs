using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>When a plan that failed is tried again: after 1, 2, 5, 10 and then every 15 minutes, until one stands.</summary>
public static class PlanRetry
{
    /// <summary>Until this hour of the day in Paris, a day that no source offers is tried again; then it has no races.</summary>
    public static readonly TimeOnly NoRacesFrom = new(12, 0);

    private static readonly int[] Minutes = [1, 2, 5, 10, 15];

    /// <param name="failures">Tries in a row that failed, at least 1.</param>
    public static TimeSpan After(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(failures);
        return TimeSpan.FromMinutes(Minutes[Math.Min(failures, Minutes.Length) - 1]);
    }

    /// <summary>Whether a day that no source offers is given up.</summary>
    public static bool IsGivenUp(DateOnly date, DateTimeOffset now) => now >= ParisTime.At(date, NoRacesFrom);
}
