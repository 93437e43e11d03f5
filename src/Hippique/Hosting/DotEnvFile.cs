using System.Text.RegularExpressions;
using DotNetEnv;
using Hippique.Racing;

namespace Hippique.Hosting;

/// <summary>Puts the variables of <c>.env</c> in the working folder into the process's environment; what the environment already holds wins.</summary>
public static partial class DotEnvFile
{
    /// <exception cref="ConfigurationException">The file is there but cannot be read.</exception>
    public static void Load(string folder)
    {
        var path = Path.Combine(folder, ".env");
        if (!File.Exists(path))
            return;
        try
        {
            Env.NoClobber().Load(path);
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
    }

    // The parser says where it stopped at the end of its message alone.
    [GeneratedRegex(@"\(Line ([0-9]+), Column [0-9]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex LineOf();
}
