using System.Reflection;

namespace Hippique.Gpi.Rules;

/// <summary>Files that are built into the assembly under their path from the repository's root: <c>rules/gpi-v5.1.yaml</c>.</summary>
internal static class Resources
{
    public static string Text(string path)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not built into the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
