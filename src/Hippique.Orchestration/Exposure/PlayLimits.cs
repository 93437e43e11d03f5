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
        new(Lower(Daily, other.Daily), Lower(Weekly, other.Weekly), Lower(DailyLoss, other.DailyLoss), Lower(WeeklyLoss, other.WeeklyLoss));

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
