namespace Hippique.Orchestration.Artifacts;

/// <summary>Drafts of files: the bytes under a name that lists never show (<c>.plan.json.0a1b….tmp</c>), until they get the file's own name in one step.</summary>
internal static class DiskDrafts
{
    /// <summary>A dot, 32 digits, <c>.tmp</c>.</summary>
    private const int Ending = 37;

    /// <summary>A name of its own, for a writer among others.</summary>
    public static string NameFor(string file) => NameFor(file, Guid.NewGuid());

    /// <summary>Always the same, for the one writer that holds the folder's lock: what a killed one left is overwritten by the next.</summary>
    public static string NameForReplacing(string file) => NameFor(file, Guid.Empty);

    /// <summary>Whether a killed writer left this; of <paramref name="file"/>, or of any if that is null.</summary>
    public static bool IsDraft(string name, string? file = null) =>
        name is ['.', ..]
        && name.EndsWith(".tmp", StringComparison.Ordinal)
        && name.Length > Ending + 1
        && name[^Ending] == '.'
        && name[^(Ending - 1)..^".tmp".Length].All(char.IsAsciiHexDigitLower)
        && (file is null || name[1..^Ending] == file);

    /// <summary>
    /// Tidies up after a file was deleted: its own drafts go, and a folder in which nothing is left but drafts goes with them, and so do those above it, up to
    /// <paramref name="root"/>.
    /// </summary>
    public static void CleanUp(string root, string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        foreach (var left in Directory.EnumerateFiles(folder))
        {
            if (IsDraft(Path.GetFileName(left), Path.GetFileName(file)))
                File.Delete(left);
        }
        while (folder.Length > root.Length && Directory.EnumerateFileSystemEntries(folder).All(IsDraftFile))
        {
            foreach (var draft in Directory.EnumerateFiles(folder))
                File.Delete(draft);
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }

    private static string NameFor(string file, Guid writer) =>
        Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.{writer:N}.tmp");

    private static bool IsDraftFile(string entry) => IsDraft(Path.GetFileName(entry)) && !Directory.Exists(entry);
}
