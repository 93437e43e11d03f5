using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Settings;

namespace Hippique.Orchestration.Exposure;

/// <summary>
/// The configured limits with a time to cool off: a lower one holds at once, a higher one or none a day after it was first seen. Which limits were configured when is kept in
/// <c>limits.jsonl</c>, a line a change, so that no restart shortens the day.
/// </summary>
public sealed class CooledLimits(IArtifactStore store, PhaseSettings settings) : IPlayLimits
{
    /// <summary>A raise takes effect after it.</summary>
    public static readonly TimeSpan CoolOff = TimeSpan.FromHours(24);

    /// <summary>The limits at a moment; a change of the configuration is noted by it.</summary>
    /// <exception cref="ArtifactException">The file cannot be read or written.</exception>
    public async Task<PlayLimits> AtAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var configured = PlayLimits.Of(settings);
        var changes = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (changes.Count == 0 ? !configured.IsNone : changes[^1].Limits != configured)
        {
            // Under the decision's lock: no other process notes the same change.
            await store
                .AppendLinesAsync(ArtifactPaths.Limits, ArtifactJson.WriteLine(new LimitChange(now, configured)), cancellationToken)
                .ConfigureAwait(false);
            changes.Add(new LimitChange(now, configured));
        }
        return InForce(changes, now, configured);
    }

    /// <summary>The same without noting anything: what holds, and what is configured.</summary>
    public async Task<(PlayLimits InForce, PlayLimits Configured, DateTimeOffset? Since)> LookAsync(
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var configured = PlayLimits.Of(settings);
        var changes = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (changes.Count > 0 && changes[^1].Limits != configured)
            changes.Add(new LimitChange(now, configured));
        return (InForce(changes, now, configured), configured, changes.Count > 0 ? changes[^1].At : null);
    }

    /// <summary>The lowest of those that were configured at any time of the last day.</summary>
    private static PlayLimits InForce(List<LimitChange> changes, DateTimeOffset now, PlayLimits configured)
    {
        var from = now - CoolOff;
        var limits = configured;
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            limits = limits.And(changes[i].Limits);
            // What stood before this one was over by the time the day began.
            if (changes[i].At <= from)
                break;
        }
        return limits;
    }

    private async Task<List<LimitChange>> ReadAsync(CancellationToken cancellationToken)
    {
        var changes = new List<LimitChange>();
        if (await store.GetAsync(ArtifactPaths.Limits, cancellationToken).ConfigureAwait(false) is not { } there)
            return changes;
        foreach (var range in there.Content.Span.Split((byte)'\n'))
        {
            var line = there.Content[range];
            // A line that somebody has damaged takes no limit away: the others hold.
            if (line.Length > 0 && ChangeOf(line) is { } change)
                changes.Add(change);
        }
        return changes;
    }

    private static LimitChange? ChangeOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            return ArtifactJson.Read<LimitChange>(ArtifactPaths.Limits, line);
        }
        catch (ArtifactException damaged) when (damaged.IsUnreadable)
        {
            return null;
        }
    }

    /// <param name="At">When it was first seen.</param>
    /// <param name="Limits">As configured.</param>
    private sealed record LimitChange(DateTimeOffset At, PlayLimits Limits);
}
