using System.Text.Json.Serialization;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Replay;

/// <summary>What a replayed day came to, or all days of a replay together.</summary>
public sealed record ReplaySummary
{
    /// <summary>Absent in the total.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Date { get; init; }

    /// <summary>The races are invented.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Races of the day, those among them whose line could not be read.</summary>
    public required int Races { get; init; }
    public required PhaseCounts Phases { get; init; }
    public required OddsCounts Odds { get; init; }
    public required DecisionCounts Decisions { get; init; }
    public required int Tickets { get; init; }

    /// <summary>Stakes of all tickets.</summary>
    public required Euro Staked { get; init; }

    /// <summary>Stakes of the win bets that could be settled: what <see cref="ReturnedWin"/> is to be compared with.</summary>
    public required Euro StakedWin { get; init; }

    /// <summary>What those returned at the official dividends of their pool, else at its closing price; stakes of non-runners included.</summary>
    public required Euro ReturnedWin { get; init; }

    /// <summary>Legs that won, by where their dividend comes from.</summary>
    public required BasisCounts Basis { get; init; }

    /// <summary>Tickets that cannot be settled so: other bets, races without a result, winners without a closing price.</summary>
    public required int Unsettled { get; init; }

    /// <summary>Files under the output folder, logs left out.</summary>
    public required int Artifacts { get; init; }

    /// <summary>See <see cref="ArtifactsHash"/>.</summary>
    public required string ArtifactsSha256 { get; init; }

    /// <summary>Real time, not the replayed one.</summary>
    public required long ElapsedMs { get; init; }
}

/// <summary>One day or several: each one, and all together; <c>hippique replay --json</c>.</summary>
public sealed record ReplaySummaries
{
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required IReadOnlyList<ReplaySummary> Days { get; init; }
    public required ReplaySummary Total { get; init; }

    /// <summary>Lines that could not be read, by file and line.</summary>
    public required IReadOnlyList<SourceError> Refused { get; init; }
}

/// <summary>Phases by their end. A line that could not be read counts as two failed phases of its race.</summary>
public sealed record PhaseCounts(int Done, int Late, int Missed, int Cancelled, int Failed)
{
    public static PhaseCounts operator +(PhaseCounts one, PhaseCounts other) =>
        new(
            one.Done + other.Done,
            one.Late + other.Late,
            one.Missed + other.Missed,
            one.Cancelled + other.Cancelled,
            one.Failed + other.Failed
        );
}

/// <summary>Races by where the prices came from, at each look that was taken.</summary>
public sealed record OddsCounts(H30Origins H30, H5Origins H5)
{
    public static OddsCounts operator +(OddsCounts one, OddsCounts other) =>
        new(
            new(
                one.H30.Live + other.H30.Live,
                one.H30.Reference + other.H30.Reference,
                one.H30.Modelled + other.H30.Modelled,
                one.H30.None + other.H30.None
            ),
            new(one.H5.Live + other.H5.Live, one.H5.Modelled + other.H5.Modelled, one.H5.None + other.H5.None)
        );
}

public sealed record H30Origins(int Live, int Reference, int Modelled, int None);

public sealed record H5Origins(int Live, int Modelled, int None);

/// <summary>Legs that won, of all bets: at the official dividend of their pool, or at its closing odds because none is recorded.</summary>
public sealed record BasisCounts(int Official, int ClosingOdds)
{
    public static BasisCounts operator +(BasisCounts one, BasisCounts other) =>
        new(one.Official + other.Official, one.ClosingOdds + other.ClosingOdds);
}

/// <summary>Races by the outcome of their analysis.</summary>
public sealed record DecisionCounts(int Play, int Abstain, int Unplayable)
{
    public static DecisionCounts operator +(DecisionCounts one, DecisionCounts other) =>
        new(one.Play + other.Play, one.Abstain + other.Abstain, one.Unplayable + other.Unplayable);
}
