namespace Hippique.Sources.Reads;

/// <summary>When the program last read each kind of page of one source well; null: never.</summary>
public sealed record LastRead
{
    public required string Source { get; init; }
    public DateTimeOffset? Programme { get; init; }
    public DateTimeOffset? Race { get; init; }
    public DateTimeOffset? Result { get; init; }

    /// <summary>What each kind of reading has brought; null in files of versions that did not watch it.</summary>
    public IReadOnlyDictionary<ReadKind, ReadNews>? News { get; init; }

    /// <summary>The same after one more good answer.</summary>
    internal LastRead After(ReadKind kind, ReadContent content, DateTimeOffset at) =>
        this with
        {
            News = new Dictionary<ReadKind, ReadNews>(News ?? new Dictionary<ReadKind, ReadNews>())
            {
                [kind] = ReadNews.After(kind, News?.GetValueOrDefault(kind), content, at),
            },
        };
}
