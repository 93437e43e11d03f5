using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Replay;

/// <summary>
/// Puts a replayed day, collected in memory, where the user wants it. Nothing is overwritten: a file with the same bytes is fine, another file under the same name stops
/// the whole day before anything is written.
/// </summary>
internal static class ReplayOutput
{
    /// <exception cref="ArtifactException">A file is there with other bytes, or the disk cannot be written.</exception>
    public static async Task WriteAsync(MemoryArtifactStore day, IArtifactStore output, string where, CancellationToken cancellationToken)
    {
        var paths = await day.ListAsync("", cancellationToken).ConfigureAwait(false);
        var there = (await output.ListAsync("", cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in paths.Where(path => there.Contains(path) && !ArtifactPaths.IsLog(path)))
        {
            var own = (await day.GetAsync(path, cancellationToken).ConfigureAwait(false))!;
            var old = await output.GetAsync(path, cancellationToken).ConfigureAwait(false);
            if (old is not null && !old.Content.Span.SequenceEqual(own.Content.Span))
                throw Differs(path, where);
        }
        foreach (var path in paths.Where(path => !there.Contains(path)))
        {
            var own = (await day.GetAsync(path, cancellationToken).ConfigureAwait(false))!;
            var outcome = await output.PutIfAbsentAsync(path, own.Content, cancellationToken).ConfigureAwait(false);
            if (outcome == PutOutcome.Conflict && !ArtifactPaths.IsLog(path))
                throw Differs(path, where);
        }
    }

    private static ArtifactException Differs(string path, string where) =>
        new(Problem.Of($"{where}: {path} is there with other content; nothing was changed: name another folder, or take the old one away"));
}
