namespace Hippique.Api;

/// <summary>A path of this service out of what a stranger wrote.</summary>
internal static class LocalPath
{
    private const int Longest = 1000;

    /// <summary>The path and its query; anything that could lead to another site is <c>/</c>.</summary>
    public static string Of(string? text) =>
        text is ['/', ..] and not ['/', '/' or '\\', ..] && text.Length <= Longest && text.All(IsPlain) ? text : HomeEndpoint.Path;

    private static bool IsPlain(char character) => character is > ' ' and < '\x7f' and not ('\\' or '"' or '<' or '>' or ';' or ',');
}
