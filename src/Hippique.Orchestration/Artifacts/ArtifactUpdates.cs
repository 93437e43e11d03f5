using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Hippique.Racing;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// The one way to change an artifact that others may change at the same time: read, compute, replace if nobody else has, else again from what is there now.
/// </summary>
public static class ArtifactUpdates
{
    /// <summary>Tries before the writer gives up; the first few follow at once, the others after a short random wait.</summary>
    public const int MaxTries = 100;

    private const int TriesWithoutWait = 5;
    private const int MaxWaitMilliseconds = 50;

    /// <param name="store">Where.</param>
    /// <param name="path">Which artifact.</param>
    /// <param name="next">The new content from what is there (null: absent); null leaves it as it is. Called once a try, so it must have no effect of its own.</param>
    /// <param name="cancellationToken">Stops between tries; nothing is half written.</param>
    /// <returns>Whether it was written; false if <paramref name="next"/> left it or gave the same bytes.</returns>
    /// <exception cref="ArtifactBusyException">Other writers changed it at every try.</exception>
    public static async Task<bool> UpdateAsync(
        this IArtifactStore store,
        string path,
        Func<Artifact?, CancellationToken, Task<byte[]?>> next,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var there = await store.GetAsync(path, cancellationToken).ConfigureAwait(false);
            if (await next(there, cancellationToken).ConfigureAwait(false) is not { } content)
                return false;
            if (there is not null && there.Content.Span.SequenceEqual(content))
                return false;
            // The same bytes from another writer are its change, not this one's: both count.
            if (
                await store.PutIfUnchangedAsync(path, content, there?.Version, cancellationToken).ConfigureAwait(false)
                == PutOutcome.Written
            )
                return true;
            if (attempt >= MaxTries)
                throw new ArtifactBusyException(Problem.Of($"{path}: changed by other writers at each of {MaxTries} tries"));
            await WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same, if the new content is known at once.</summary>
    /// <exception cref="ArtifactBusyException">Other writers changed it at every try.</exception>
    public static Task<bool> UpdateAsync(
        this IArtifactStore store,
        string path,
        Func<Artifact?, byte[]?> next,
        CancellationToken cancellationToken
    ) => store.UpdateAsync(path, (there, _) => Task.FromResult(next(there)), cancellationToken);

    /// <summary>The bytes with others behind them.</summary>
    public static byte[] With(this Artifact? there, ReadOnlySpan<byte> added) =>
        there is null ? added.ToArray() : [.. there.Content.Span, .. added];

    // On the machine's clock: what is waited for is other writers' work, which passes in real time whatever the races' clock shows.
    private static Task WaitAsync(int attempt, CancellationToken cancellationToken) =>
        attempt <= TriesWithoutWait
            ? Task.CompletedTask
            : Task.Delay(
                TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, Math.Min(MaxWaitMilliseconds, attempt) + 1)),
                TimeProvider.System,
                cancellationToken
            );
}

/// <summary>An artifact was being changed by other writers all the time. A retry can help.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a message.")]
public sealed class ArtifactBusyException(Problem problem) : ArtifactException(problem);
