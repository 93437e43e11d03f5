namespace Hippique.Testing;

/// <summary>The folder of real races and pages: <c>HIPPIQUE_DATA</c>, else <c>../shared/data</c> beside the checkout. Never copied into the project.</summary>
public static class RealData
{
    /// <summary>Null where the folder cannot be found; the test then skips, saying so.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>For <c>Assert.SkipWhen</c>.</summary>
    public const string Absent = "real data absent: set HIPPIQUE_DATA or put it in ../shared/data";

    /// <summary>An absolute path below the folder; only where <see cref="Folder"/> is there.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Folder ?? throw new InvalidOperationException(Absent), relative);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("HIPPIQUE_DATA") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "Hippique.slnx")))
                continue;
            var data = System.IO.Path.Combine(folder.Parent?.FullName ?? "/", "shared", "data");
            return Directory.Exists(data) ? data : null;
        }
        return null;
    }
}
