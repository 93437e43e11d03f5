namespace Hippique.Explaining;

/// <summary>One step of an account: a heading, sentences, and a table if there are several runners to show.</summary>
public sealed record AccountSection
{
    public required string Title { get; init; }

    /// <summary>Sentences before the table.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Headings and cells, all rows as long as the first; null: no table.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Table { get; init; }

    /// <summary>Sentences after it.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}
