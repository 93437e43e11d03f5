using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>The files under a folder that may become artifacts, and those that may not, with the reason.</summary>
public sealed record ModuleFiles
{
    /// <summary>More is a mistake of the command, not an analysis.</summary>
    public const int Most = 1000;
    public const long MostBytes = 64L << 20;

    public static readonly ModuleFiles None = new() { Paths = [], Refused = [] };

    /// <summary>Relative to the folder, with <c>/</c>, in ordinal order.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>One line each.</summary>
    public required IReadOnlyList<string> Refused { get; init; }

    /// <summary>
    /// Looks through <paramref name="folder"/>. Links are not followed, neither to files nor to folders: what is taken lies in the folder itself.
    /// </summary>
    public static ModuleFiles In(string folder)
    {
        var paths = new List<string>();
        var refused = new List<string>();
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options))
        {
            var path = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (paths.Count == Most)
            {
                refused.Add($"more than {Most} files: the rest is not kept");
                break;
            }
            if (!ArtifactPaths.IsSound(path))
                refused.Add($"{Quoted.Short(path)}: no name for an artifact");
            else if (file.Length > MostBytes)
                refused.Add($"{Quoted.Short(path)}: larger than {MostBytes >> 20} MB");
            else
                paths.Add(path);
        }
        paths.Sort(StringComparer.Ordinal);
        return new ModuleFiles { Paths = paths, Refused = refused };
    }

    /// <summary>The bytes of one of <see cref="Paths"/>. An empty file is not opened: it could be a pipe, and nobody would write.</summary>
    public static async Task<byte[]> ReadAsync(string folder, string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(folder, path));
        return file.Length == 0 ? [] : await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false);
    }
}
