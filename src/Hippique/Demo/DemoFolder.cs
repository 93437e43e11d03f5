using System.Globalization;

namespace Hippique.Demo;

/// <summary>Where a demo writes: a folder of its own below the working folder.</summary>
internal static class DemoFolder
{
    /// <summary>Makes <c>demo-SEED-1</c>, or the first number that is free; what is there is never touched.</summary>
    /// <returns>Absolute path.</returns>
    public static string Make(string below, ulong seed)
    {
        for (var number = 1; ; number++)
        {
            var path = Path.GetFullPath(string.Create(CultureInfo.InvariantCulture, $"demo-{seed}-{number}"), below);
            if (Path.Exists(path))
                continue;
            Directory.CreateDirectory(path);
            return path;
        }
    }
}
