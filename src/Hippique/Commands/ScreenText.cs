using Hippique.Explaining;

namespace Hippique.Commands;

/// <summary>Sentences on a screen.</summary>
internal static class ScreenText
{
    /// <summary>At most 80 columns a line; what is copied from it (an address, a path) stays whole.</summary>
    public static void Say(this Screen screen, string text)
    {
        foreach (var line in WrappedText.Of(text, ""))
            screen.Out.WriteLine(line);
    }
}
