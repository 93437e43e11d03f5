using System.Text.Json.Serialization;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>What the user allows himself, in euros; null: no limit.</summary>
/// <param name="Daily">Stakes of a programme day.</param>
/// <param name="Weekly">Stakes of seven.</param>
/// <param name="DailyLoss">Losses of a programme day.</param>
/// <param name="WeeklyLoss">Losses of seven.</param>
public sealed record PlayLimits(Euro? Daily, Euro? Weekly, Euro? DailyLoss, Euro? WeeklyLoss)
{
    public static PlayLimits None { get; } = new(null, null, null, null);

    /// <summary>The user has paused betting until then, and <see cref="Daily"/> is 0 € for that; null: there is no pause.</summary>
    [JsonIgnore]
    public DateTimeOffset? PausedUntil { get; init; }

    public static PlayLimits Of(PhaseSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(settings.DailyLimit, settings.WeeklyLimit, settings.DailyLossLimit, settings.WeeklyLossLimit);
    }

    [JsonIgnore]
    public bool HasLoss => DailyLoss is not null || WeeklyLoss is not null;

    [JsonIgnore]
    public bool IsNone => Daily is null && Weekly is null && !HasLoss;

    /// <summary>The lower of each.</summary>
    internal PlayLimits And(PlayLimits other) =>
        new(Lower(Daily, other.Daily), Lower(Weekly, other.Weekly), Lower(DailyLoss, other.DailyLoss), Lower(WeeklyLoss, other.WeeklyLoss))
        {
            PausedUntil = PausedUntil is null || other.PausedUntil > PausedUntil ? other.PausedUntil ?? PausedUntil : PausedUntil,
        };

    /// <summary>The same during a pause: nothing may be staked.</summary>
    internal PlayLimits Paused(DateTimeOffset until) => this with { Daily = Euro.Zero, PausedUntil = until };

    /// <summary>Whether the four amounts are the same.</summary>
    internal bool IsSameMoney(PlayLimits other) => this with { PausedUntil = null } == other with { PausedUntil = null };

    private static Euro? Lower(Euro? one, Euro? other) => one is null || other < one ? other ?? one : one;
}

/// <summary>The limits that hold at a moment.</summary>
public interface IPlayLimits
{
    Task<PlayLimits> AtAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Those that are configured, as for a replay.</summary>
internal sealed class ConfiguredLimits(PhaseSettings settings) : IPlayLimits
{
    public Task<PlayLimits> AtAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(PlayLimits.Of(settings));
}
