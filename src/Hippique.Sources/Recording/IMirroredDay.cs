using Hippique.Racing;

namespace Hippique.Sources.Recording;

/// <summary>A day, or several, that can be seen again: what each path answered at each moment.</summary>
public interface IMirroredDay
{
    /// <summary>The first and the last programme day; the same of most recordings.</summary>
    DateOnly FirstDay { get; }
    DateOnly LastDay { get; }

    /// <summary>The first and the last recorded moment.</summary>
    DateTimeOffset From { get; }
    DateTimeOffset To { get; }

    /// <summary>The answer at a moment; null where the path had not answered yet, or never did.</summary>
    /// <param name="pathAndQuery">As a client asks it, starting with <c>/</c>.</param>
    /// <param name="moment">The virtual now.</param>
    /// <exception cref="UnreadableFileException">The recording is corrupt there.</exception>
    MirroredAnswer? At(string pathAndQuery, DateTimeOffset moment);
}

/// <param name="Status">HTTP status; 0: the site did not answer then.</param>
/// <param name="Headers">Headers of the answer, without those of framing.</param>
/// <param name="Body">As it came, compressed where the headers say so.</param>
/// <param name="Cut">The body is not all of it: the connection broke there, or nobody read further.</param>
public sealed record MirroredAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool Cut = false);

/// <summary>Opens what <c>hippique mirror</c> is given.</summary>
public static class MirroredDay
{
    /// <param name="path">A day's folder with its <c>pages</c>, or a <c>.jsonl</c> or <c>.jsonl.gz</c> file of API answers.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UnreadableFileException">Neither of the two, or corrupt.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IMirroredDay Open(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            return new MirroredPages(RecordedPages.Load(path));
        return File.Exists(path)
            ? new MirroredApi(RecordedApiDay.Load(path, cancellationToken))
            : throw new FileRefusedException(Problem.Of($"{path} is neither a day's folder nor a file of API answers"));
    }
}
