using Hippique.Gpi.Rules;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Replay;

/// <summary>A day to replay, and what shows it.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="Sources">Makes the day's sources on the replay's clock, in the order in which they are asked.</param>
/// <param name="PlannedAt">When the day was planned; null: at 09:00 Paris, or at the first H-30 where that is earlier.</param>
public sealed record ReplayedDay(DateOnly Date, Func<TimeProvider, IReadOnlyList<IRaceSource>> Sources, DateTimeOffset? PlannedAt = null)
{
    /// <summary>When it was planned again, the earliest first.</summary>
    public IReadOnlyList<DateTimeOffset> PlannedAgainAt { get; init; } = [];

    /// <summary>A day of a file of recorded races.</summary>
    internal static ReplayedDay Of(RecordedDay day) => new(day.Date, clock => [new RecordedSource(day, clock, Regulated.Default)]);
}
