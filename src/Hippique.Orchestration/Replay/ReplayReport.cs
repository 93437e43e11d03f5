using Hippique.Sources;

namespace Hippique.Orchestration.Replay;

/// <summary>What a replay came to.</summary>
/// <param name="Days">One summary per day, ascending.</param>
/// <param name="Total">All days together; for one day the same as it.</param>
/// <param name="Refused">Lines that could not be read, by file and line.</param>
public sealed record ReplayReport(IReadOnlyList<ReplaySummary> Days, ReplaySummary Total, IReadOnlyList<SourceError> Refused)
{
    /// <summary>The same shape for one day and several.</summary>
    public ReplaySummaries ToSummaries() =>
        new()
        {
            From = Days[0].Date!.Value,
            To = Days[^1].Date!.Value,
            Days = Days,
            Total = Total with { Date = null },
            Refused = Refused,
        };
}

/// <summary>How far a replay has come.</summary>
public readonly record struct ReplayProgress(int Done, int Phases);

/// <summary>Counts phases over all days, which run at the same time.</summary>
internal sealed class ReplayMeter(IProgress<ReplayProgress>? progress, int phases)
{
    private int _done;

    public void Step() => progress?.Report(new ReplayProgress(Interlocked.Increment(ref _done), phases));
}
