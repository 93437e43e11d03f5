using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.GoogleCloud.Storage;

/// <summary>Changes objects: each by the generation that it is meant for, in its turn, and not sooner after the change before than Cloud Storage allows.</summary>
internal sealed class BucketChanges(BucketObjects objects, WritePace pace, ContentCache cache)
{
    /// <param name="name">Of the object.</param>
    /// <param name="content">All of it.</param>
    /// <param name="ifGeneration">What must be there; 0: nothing.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<PutOutcome> PutAsync(
        string name,
        ReadOnlyMemory<byte> content,
        long ifGeneration,
        CancellationToken cancellationToken
    )
    {
        using var turn = await pace.TakeAsync(name, cancellationToken).ConfigureAwait(false);
        // What this process wrote itself since the caller looked: it need not wait to hear so.
        if (
            turn.Known is { } known
            && known != ifGeneration
            && await objects.GetAsync(name, cancellationToken).ConfigureAwait(false) is { } there
            && there.Generation != ifGeneration
        )
            return Compared(there, content);
        await turn.RestAsync(cancellationToken).ConfigureAwait(false);
        if (await WriteAsync(turn, name, content, ifGeneration, cancellationToken).ConfigureAwait(false))
            return PutOutcome.Written;
        return Compared(await objects.GetAsync(name, cancellationToken).ConfigureAwait(false), content);
    }

    /// <summary>Not cancelled: it is done for several callers together.</summary>
    /// <param name="name">Of the object.</param>
    /// <param name="lines">Asked for when the object may be changed.</param>
    /// <exception cref="ArtifactBusyException">Other writers were faster each time.</exception>
    public async Task<bool> AppendAsync(string name, Func<byte[]> lines)
    {
        using var turn = await pace.TakeAsync(name, CancellationToken.None).ConfigureAwait(false);
        var there = cache.TryGet(name, out var kept) ? kept : await objects.GetAsync(name, CancellationToken.None).ConfigureAwait(false);
        await turn.RestAsync(CancellationToken.None).ConfigureAwait(false);
        var added = lines();
        for (var attempt = 1; attempt <= ArtifactUpdates.MaxTries; attempt++)
        {
            byte[] content = there is null ? added : [.. there.Content.Span, .. added];
            if (await WriteAsync(turn, name, content, there?.Generation ?? 0, CancellationToken.None).ConfigureAwait(false))
                return true;
            there = await objects.GetAsync(name, CancellationToken.None).ConfigureAwait(false);
        }
        throw new ArtifactBusyException(Problem.Of($"{name}: changed by other writers at each of {ArtifactUpdates.MaxTries} tries"));
    }

    /// <summary>Whether there was something.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        using var turn = await pace.TakeAsync(name, cancellationToken).ConfigureAwait(false);
        while (await objects.GenerationAsync(name, cancellationToken).ConfigureAwait(false) is { } generation)
        {
            await turn.RestAsync(cancellationToken).ConfigureAwait(false);
            turn.Changed(null);
            cache.Forget(name);
            var deleted = await objects.DeleteAsync(name, generation, cancellationToken).ConfigureAwait(false);
            turn.Changed(deleted is null ? null : 0);
            // Null: somebody has replaced it in between, and that is to be deleted too.
            if (deleted is { } known)
                return known;
        }
        return false;
    }

    private static PutOutcome Compared(StoredBytes? there, ReadOnlyMemory<byte> content) =>
        there is not null && there.Content.Span.SequenceEqual(content.Span) ? PutOutcome.Same : PutOutcome.Conflict;

    private async Task<bool> WriteAsync(
        WritePace.Turn turn,
        string name,
        ReadOnlyMemory<byte> content,
        long ifGeneration,
        CancellationToken cancellationToken
    )
    {
        long? written;
        try
        {
            written = await objects.WriteAsync(name, content, ifGeneration, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Nobody knows how far it came: the next one keeps the distance and looks.
            turn.Changed(null);
            cache.Forget(name);
            throw;
        }
        if (written is not { } generation)
        {
            cache.Forget(name);
            return false;
        }
        turn.Changed(generation);
        cache.Keep(name, new StoredBytes(content.ToArray(), generation));
        return true;
    }
}
