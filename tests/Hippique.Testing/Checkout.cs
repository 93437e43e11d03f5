namespace Hippique.Testing;

/// <summary>The checkout in which the tests were built.</summary>
public static class Checkout
{
    /// <summary>Where <c>Hippique.slnx</c> lies; null if the tests run elsewhere.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hippique.slnx")))
                return folder.FullName;
        }
        return null;
    }
}
