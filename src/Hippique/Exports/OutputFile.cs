namespace Hippique.Exports;

/// <summary>A file that a verb leaves: whole under its name, or not there. A name that is taken is left alone.</summary>
/// <param name="path">As typed.</param>
/// <param name="replaces">A file of that name is replaced.</param>
internal sealed class OutputFile(string path, bool replaces)
{
    /// <summary>Absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The name is taken, and is not to be replaced.</summary>
    public bool IsTaken => !replaces && System.IO.Path.Exists(Path);

    /// <summary>Writes beside the name and gives the file its name once it is on the disk.</summary>
    /// <param name="write">Called once, with a stream that can be read and sought; if it says that there is nothing, no file is left.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="IOException">It cannot be written, or the name was taken meanwhile.</exception>
    public async Task<bool> WriteAsync(Func<Stream, Task<bool>> write, CancellationToken cancellationToken)
    {
        var draft = System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(Path)!,
            $".{System.IO.Path.GetFileName(Path)}.{Guid.NewGuid():N}.tmp"
        );
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                if (!await write(file))
                    return false;
                file.Flush(flushToDisk: true);
            }
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(draft, Path, replaces);
            return true;
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
