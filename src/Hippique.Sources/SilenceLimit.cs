namespace Hippique.Sources;

/// <summary>
/// How long a source may answer well and say nothing new. It is measured up to its last good answer and in answers, never up to now: a night without races, or a service that
/// was stopped, is no silence.
/// </summary>
public sealed record SilenceLimit
{
    /// <summary>The longest time from the last new datum to the last good answer; null: time does not count.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Good answers in a row that repeated what was known; null: they do not count.</summary>
    public int? Repeats { get; init; }

    /// <summary>
    /// The default of each kind. Programme: a day and two hours, since it is asked for every day. Odds: of 1,215 recorded races of PMU one had the same prices 20 to 45 and 2 to
    /// 10 minutes before its off, and never two in a row; six looks that moved nothing are no coincidence. Results: three races with the result of another.
    /// </summary>
    public static IReadOnlyDictionary<ReadKind, SilenceLimit> Defaults { get; } =
        new Dictionary<ReadKind, SilenceLimit>
        {
            [ReadKind.Programme] = new() { Time = TimeSpan.FromHours(26) },
            [ReadKind.Odds] = new() { Repeats = 6 },
            [ReadKind.Close] = new() { Repeats = 6 },
            [ReadKind.Result] = new() { Repeats = 3 },
            [ReadKind.Figures] = new() { Time = TimeSpan.FromDays(4) },
        };
}
