namespace Hippique.Racing;

/// <summary>
/// A musique: the last performances of a horse, the latest first, as French racing writes them (<c>1a2a4aDa(25)3a</c>). Sources cut it at about 20 characters.
/// </summary>
public sealed record Form
{
    /// <summary>The horse has not run, or its form is not published.</summary>
    public static readonly Form None = new() { Performances = [] };

    /// <summary>The latest first.</summary>
    public required IReadOnlyList<Performance> Performances { get; init; }

    /// <summary>
    /// Reads a musique. Nothing, a dash and <c>Inédit(e)</c> (never raced) are <see cref="None"/>, and so is <c>CoUrU AfAsEc</c> (raced abroad, no performance published).
    /// Text that is no musique is refused with the place where it stops being one.
    /// </summary>
    public static ParseResult<Form> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0 || IsNoPerformance(trimmed))
            return ParseResult<Form>.Ok(None);
        return new FormReader(trimmed).Read();
    }

    private static bool IsNoPerformance(string text) =>
        text is "-"
        || text.StartsWith("inédit", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("inedit", StringComparison.OrdinalIgnoreCase)
        || text.Equals("couru afasec", StringComparison.OrdinalIgnoreCase);
}
