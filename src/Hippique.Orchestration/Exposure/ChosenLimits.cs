using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;

namespace Hippique.Orchestration.Exposure;

/// <summary>
/// The limits that the user sets while the program runs, and pauses. They lie in <c>limits/chosen.jsonl</c> of the artifact store, a line a change, so that every process and a container
/// with an empty disk has them. What they come to beside the environment's says <see cref="CooledLimits"/>.
/// </summary>
public sealed class ChosenLimits(IArtifactStore store, EventBus events, TimeProvider clock)
{
    /// <summary>The longest pause: nobody can lift it, so a slip must not cost years.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(365);

    /// <summary>Sets all four; a lower one holds at once, a higher one or none after a day.</summary>
    /// <param name="limits">From 0; null: no limit.</param>
    /// <param name="by">Who sets them.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>False if they were set so before: nothing is written, and no day begins anew.</returns>
    /// <exception cref="ArtifactException">The file cannot be read or written.</exception>
    public Task<bool> SetAsync(PlayLimits limits, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return AddAsync(
            (changes, now) => changes.Set.IsSameMoney(limits) ? null : new LimitChange(now, limits) { By = by },
            cancellationToken
        );
    }

    /// <summary>Nothing is proposed from now on for so long. A pause that lasts longer already stays as it is.</summary>
    /// <param name="length">Above 0, at most <see cref="LongestPause"/>.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>False if a pause lasted at least as long before.</returns>
    /// <exception cref="ArtifactException">The file cannot be read or written.</exception>
    public Task<bool> PauseAsync(TimeSpan length, string by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestPause);
        return AddAsync(
            (changes, now) =>
                changes.PausedUntil(now) >= now + length ? null : new LimitChange(now, changes.Set) { PausedUntil = now + length, By = by },
            cancellationToken
        );
    }

    private async Task<bool> AddAsync(Func<LimitChanges, DateTimeOffset, LimitChange?> next, CancellationToken cancellationToken)
    {
        const string path = ArtifactPaths.ChosenLimits;
        var written = await store
            .UpdateAsync(
                path,
                there => next(LimitChanges.Of(path, there), clock.GetUtcNow()) is { } change ? Behind(there, change) : null,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (written)
            events.Publish(new HippiqueEvent.LimitsChanged());
        return written;
    }

    /// <summary>On a line of its own also if somebody cut the one before it.</summary>
    private static byte[] Behind(Artifact? there, LimitChange change)
    {
        var line = ArtifactJson.WriteLine(change);
        return there is { Content.Span: [.., not (byte)'\n'] } ? there.With([(byte)'\n', .. line]) : there.With(line);
    }
}
