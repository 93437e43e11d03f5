namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>The waits between attempts, as Cloud Tasks and Cloud Scheduler document them: doubled so many times, then growing by the same step, up to the longest.</summary>
public sealed record Backoff(TimeSpan Min, TimeSpan Max, int Doublings)
{
    /// <param name="failures">Attempts that have failed; from 1.</param>
    public TimeSpan After(int failures)
    {
        var largest = Min * Math.Pow(2, Math.Min(Doublings, failures - 1));
        var wait = failures <= Doublings + 1 ? largest : largest * (failures - Doublings);
        return wait < Max ? wait : Max;
    }
}
