namespace Hippique.Racing;

/// <summary>Untrusted text, shortened and freed of control characters, for use inside an error message.</summary>
public static class Quoted
{
    private const int Longest = 60;

    /// <summary>At most 60 characters and an ellipsis; control characters become spaces.</summary>
    public static string Short(string text)
    {
        var cut = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
        return string.Create(
            cut.Length,
            cut,
            static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        );
    }
}
