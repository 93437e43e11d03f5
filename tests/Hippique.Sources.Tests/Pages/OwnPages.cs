using System.Reflection;

namespace Hippique.Sources.Tests.Pages;

/// <summary>Invented pages in the structure of the real ones; 14 March 2025, nothing in them exists.</summary>
internal static class OwnPages
{
    public static string Text(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var resource = assembly.GetManifestResourceNames().Single(entry => entry.EndsWith($".Pages.{name}", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
