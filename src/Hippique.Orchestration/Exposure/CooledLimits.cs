using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Settings;

namespace Hippique.Orchestration.Exposure;

/// <summary>
/// The limits of the environment and those that the user has set (<see cref="ChosenLimits"/>), of each the lower one, with a time to cool off: a lower limit holds at once, a higher one or
/// none a day after it was made. Which limits the environment had when is kept in <c>limits.jsonl</c>, a line a change, so that no restart shortens the day.
/// </summary>
public sealed class CooledLimits(IArtifactStore store, PhaseSettings settings) : IPlayLimits
{
    /// <summary>A raise takes effect after it.</summary>
    public static readonly TimeSpan CoolOff = LimitChanges.CoolOff;

    /// <summary>The limits at a moment; a change of the environment is noted by it.</summary>
    /// <exception cref="ArtifactException">A file cannot be read or written.</exception>
    public async Task<PlayLimits> AtAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (configured, change) = await ConfiguredAsync(now, cancellationToken).ConfigureAwait(false);
        // Under the decision's lock: no other process notes the same change.
        if (change is not null)
            await store.AppendLinesAsync(ArtifactPaths.Limits, ArtifactJson.WriteLine(change), cancellationToken).ConfigureAwait(false);
        var chosen = await ChosenAsync(cancellationToken).ConfigureAwait(false);
        return configured.InForce(now).And(chosen.InForce(now));
    }

    /// <summary>The same without noting anything: what holds, and what is set where.</summary>
    /// <exception cref="ArtifactException">A file cannot be read.</exception>
    public async Task<LimitsReport> LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (configured, _) = await ConfiguredAsync(now, cancellationToken).ConfigureAwait(false);
        var chosen = await ChosenAsync(cancellationToken).ConfigureAwait(false);
        return new LimitsReport
        {
            InForce = configured.InForce(now).And(chosen.InForce(now)),
            Configured = configured.Set,
            CooledAt = configured.CooledAt(now),
            Chosen = chosen.Set,
            ChosenCooledAt = chosen.CooledAt(now),
            PausedUntil = chosen.PausedUntil(now),
        };
    }

    /// <summary>What the environment has set so far, and its last change if that is not noted yet.</summary>
    private async Task<(LimitChanges Changes, LimitChange? New)> ConfiguredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = await LimitChanges.ReadAsync(store, ArtifactPaths.Limits, cancellationToken).ConfigureAwait(false);
        var configured = PlayLimits.Of(settings);
        if (changes.Set == configured)
            return (changes, null);
        var change = new LimitChange(now, configured);
        changes.Add(change);
        return (changes, change);
    }

    private Task<LimitChanges> ChosenAsync(CancellationToken cancellationToken) =>
        LimitChanges.ReadAsync(store, ArtifactPaths.ChosenLimits, cancellationToken);
}
