using System.Text.RegularExpressions;

namespace Hippique.Hosting.Settings;

/// <summary>Every variable that the program reads, from <c>.env.example</c>, which is built in. That the file holds each of them with its default, and no other, a test demands.</summary>
internal static partial class KnownVariables
{
    private const string File = ".env.example";

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<KnownVariable> All { get; } = Read();

    private static List<KnownVariable> Read()
    {
        using var stream =
            typeof(KnownVariables).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"{File} is not built into the program");
        using var reader = new StreamReader(stream);
        var (variables, heading, comment) = (new List<KnownVariable>(), "", "");
        while (reader.ReadLine() is { } line)
        {
            if (Heading().Match(line) is { Success: true } part)
                heading = part.Groups[1].Value;
            else if (Variable().Match(line) is { Success: true } variable)
                variables.Add(new KnownVariable(variable.Groups[1].Value, variable.Groups[2].Value, comment, heading));
            else if (line.StartsWith("# ", StringComparison.Ordinal))
                comment = line[2..];
        }
        return variables;
    }

    // What stands in brackets names a page of the docs.
    [GeneratedRegex(@"^# === (.+?)( \(.*\))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex("^#([A-Z][A-Z0-9_]*)=(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
