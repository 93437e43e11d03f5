using DotNetEnv;

namespace Hippique.Hosting;

/// <summary>Puts the variables of <c>.env</c> in the working folder into the process's environment; what the environment already holds wins.</summary>
public static class DotEnvFile
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
            throw new ConfigurationException([$".env: {unreadable.Message}"]);
        }
    }
}
