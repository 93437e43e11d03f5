namespace Hippique.Racing;

/// <summary>Untrusted text, shortened and made clean (<see cref="CleanText"/>), for use inside an error message.</summary>
public static class Quoted
{
    private const int Longest = 60;

    /// <summary>At most 60 characters and an ellipsis, on one line.</summary>
    public static string Short(string text)
    {
        var clean = CleanText.Line(text);
        // Never half a pair of code units.
        var end = clean.Length > Longest && char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest;
        return clean.Length > Longest ? string.Concat(clean.AsSpan(0, end), "…") : clean;
    }
}
