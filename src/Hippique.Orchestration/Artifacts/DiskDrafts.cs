using System.Globalization;
using System.Security.Cryptography;
using Hippique.Orchestration.Processes;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Drafts of files: the bytes under a name that lists never show (<c>.plan.json.0a1b….tmp</c>), until they get the file's own name in one step. The digits tell which process
/// writes: 8 of its number, 12 of its start, 12 by chance.
/// </summary>
internal static class DiskDrafts
{
    private const int Digits = 32;

    /// <summary>A dot, the digits, <c>.tmp</c>.</summary>
    private const int Ending = 1 + Digits + 4;

    /// <summary>A name of its own, for a writer among others.</summary>
    public static string NameFor(string file)
    {
        var chance = RandomNumberGenerator.GetHexString(12, lowercase: true);
        return NameFor(file, $"{ProcessIdentity.Own.Id:x8}{ProcessIdentity.Own.Start & 0xffff_ffff_ffff:x12}{chance}");
    }

    /// <summary>Always the same, for the one writer that holds the folder's lock: what a killed one left is overwritten by the next.</summary>
    public static string NameForReplacing(string file) => NameFor(file, new string('0', Digits));

    /// <summary>Whether a killed writer left this; of <paramref name="file"/>, or of any if that is null.</summary>
    public static bool IsDraft(string name, string? file = null) =>
        name is ['.', ..]
        && name.EndsWith(".tmp", StringComparison.Ordinal)
        && name.Length > Ending + 1
        && name[^Ending] == '.'
        && name[^(Ending - 1)..^".tmp".Length].All(char.IsAsciiHexDigitLower)
        && (file is null || name[1..^Ending] == file);

    /// <summary>
    /// Removes the drafts under a folder whose writers are gone; how many that were. Whoever replaces a file holds the folder's lock, which the caller holds too.
    /// </summary>
    /// <param name="root">The folder.</param>
    /// <param name="olderThan">Of a folder that machines share, on which a process of another one cannot be seen: only what is older goes. Null: whatever has no living writer.</param>
    public static int Sweep(string root, DateTimeOffset? olderThan = null)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var drafts = Directory.EnumerateFiles(root, ".*.tmp", options).Where(path => IsDraft(Path.GetFileName(path))).ToList();
        drafts.RemoveAll(path =>
            olderThan is { } oldest ? File.GetLastWriteTimeUtc(path) >= oldest.UtcDateTime : WriterOf(Path.GetFileName(path)).Lives()
        );
        foreach (var draft in drafts)
            File.Delete(draft);
        return drafts.Count;
    }

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

    private static string NameFor(string file, string digits) =>
        Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.{digits}.tmp");

    private static ProcessIdentity WriterOf(string name)
    {
        var digits = name.AsSpan()[^(Ending - 1)..];
        return new ProcessIdentity(
            (int)uint.Parse(digits[..8], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            long.Parse(digits[8..20], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        );
    }

    private static bool IsDraftFile(string entry) => IsDraft(Path.GetFileName(entry)) && !Directory.Exists(entry);
}
