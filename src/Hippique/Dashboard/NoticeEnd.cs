namespace Hippique.Dashboard;

/// <summary>What stands below the text of a <see cref="NoticePage"/>.</summary>
public sealed record NoticeEnd
{
    /// <summary>What is to be typed in a terminal; null: nothing.</summary>
    public string? Command { get; init; }

    /// <summary>Where its one link leads; null: it has none.</summary>
    public string? Back { get; init; }

    /// <summary>Key of the link's text.</summary>
    public string BackText { get; init; } = "dash_back";
}
