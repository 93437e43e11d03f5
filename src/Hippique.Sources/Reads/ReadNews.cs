namespace Hippique.Sources.Reads;

/// <summary>What one kind of reading of one source has brought.</summary>
public sealed record ReadNews
{
    /// <summary>Objects (races, days, pages) whose last content is known; the oldest are forgotten.</summary>
    private const int MaxSeen = 120;

    /// <summary>The first good answer.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The last good answer.</summary>
    public required DateTimeOffset LastGood { get; init; }

    /// <summary>The last answer with something that was not known; null: never.</summary>
    public DateTimeOffset? LastNew { get; init; }

    /// <summary>Good answers in a row that repeated what was known.</summary>
    public int Repeats { get; init; }

    /// <summary>The last content of each object, the newest last.</summary>
    public IReadOnlyList<SeenContent> Seen { get; init; } = [];

    /// <summary>Nothing new for longer than the limit allows.</summary>
    public bool IsSilent(SilenceLimit? limit) =>
        limit is not null
        && ((limit.Repeats is { } repeats && Repeats >= repeats) || (limit.Time is { } time && LastGood - (LastNew ?? Since) > time));

    /// <summary>The same after one more good answer.</summary>
    /// <param name="kind">What was read.</param>
    /// <param name="known">What was known; null: nothing was ever read.</param>
    /// <param name="content">What the answer says.</param>
    /// <param name="at">When it was there.</param>
    internal static ReadNews After(ReadKind kind, ReadNews? known, ReadContent content, DateTimeOffset at)
    {
        var seen = known?.Seen ?? [];
        var before = seen.FirstOrDefault(entry => entry.Of == content.Of)?.Hash;
        var isCopy = content.Hash is { } hash && seen.Any(entry => entry.Of != content.Of && entry.Hash == hash);
        var isNew = content.Hash is not null && content.Hash != before && !isCopy;
        var says = isNew && (kind != ReadKind.Odds || before is not null || (known?.Repeats ?? 0) == 0);
        return new ReadNews
        {
            Since = known?.Since ?? at,
            LastGood = at,
            LastNew = says ? at : known?.LastNew,
            Repeats = RepeatsAfter(kind, known?.Repeats ?? 0, (isNew, isCopy), isFirst: before is null, isEmpty: content.Hash is null),
            Seen = content.Hash is null
                ? seen
                : [.. seen.Where(entry => entry.Of != content.Of).TakeLast(MaxSeen - 1), new SeenContent(content.Of, content.Hash)],
        };
    }

    private static int RepeatsAfter(ReadKind kind, int repeats, (bool IsNew, bool IsCopy) content, bool isFirst, bool isEmpty) =>
        kind switch
        {
            // The first look at a race proves no movement: a site whose prices stand still shows others with every race.
            ReadKind.Odds when content.IsNew && isFirst => repeats,
            _ when content.IsNew => 0,
            // A settled race is asked for again and says the same.
            ReadKind.Result when !content.IsCopy && !isEmpty => repeats,
            _ => repeats + 1,
        };
}

/// <param name="Of">Which object: a day, a race's number with its day, a page.</param>
/// <param name="Hash">Of what was said of it.</param>
public sealed record SeenContent(string Of, string Hash);

/// <summary>What a good answer says.</summary>
/// <param name="Of">Of which object.</param>
/// <param name="Hash">Of what counts in it, and not of what makes every page another; null: it says nothing.</param>
internal sealed record ReadContent(string Of, string? Hash);
