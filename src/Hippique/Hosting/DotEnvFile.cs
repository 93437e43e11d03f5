using System.Collections.Frozen;
using System.Text.RegularExpressions;
using DotNetEnv;
using Hippique.Hosting.Settings;
using Hippique.Racing;

namespace Hippique.Hosting;

/// <summary>
/// Puts the variables of <c>.env</c> in the working folder into the process's environment; what the environment already holds wins. What came from the file belongs to the process, as its
/// environment does.
/// </summary>
public static partial class DotEnvFile
{
    /// <summary>Names that the file has set.</summary>
    public static IReadOnlySet<string> Taken { get; private set; } = FrozenSet<string>.Empty;

    /// <summary>Names for which the environment has another value than the file.</summary>
    internal static IReadOnlyList<string> Overridden { get; private set; } = [];

    /// <summary>Names in the file that the program does not read, as they are written.</summary>
    internal static IReadOnlyList<string> Unknown { get; private set; } = [];

    /// <exception cref="ConfigurationException">The file is there but cannot be read.</exception>
    public static void Load(string folder)
    {
        var path = Path.Combine(folder, ".env");
        if (!File.Exists(path))
            return;
        var before = Environment.GetEnvironmentVariables();
        List<KeyValuePair<string, string>> pairs;
        try
        {
            pairs = [.. Env.NoClobber().Load(path)];
        }
        // The file is written by hand. The parser under DotNetEnv has an exception of its own for a line that it cannot read, so every kind is taken here.
        catch (Exception unreadable)
        {
            throw new ConfigurationException([
                LineOf().Match(unreadable.Message) is { Success: true } line
                    ? Problem.Of($".env:{line.Groups[1].Value}: the line cannot be read; expected NAME=value")
                    : Problem.Of($".env: {FileProblem.Of(unreadable)}"),
            ]);
        }
        Taken = pairs.Select(pair => pair.Key).Where(name => !before.Contains(name)).ToFrozenSet(StringComparer.Ordinal);
        var known = KnownVariables.All.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        Overridden =
        [
            .. pairs
                .Where(pair => known.Contains(pair.Key) && before[pair.Key] is string there && there != pair.Value)
                .Select(pair => pair.Key)
                .Distinct(),
        ];
        Unknown = [.. pairs.Select(pair => pair.Key).Where(name => !known.Contains(name)).Distinct()];
    }

    // The parser says where it stopped at the end of its message alone.
    [GeneratedRegex(@"\(Line ([0-9]+), Column [0-9]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex LineOf();
}
