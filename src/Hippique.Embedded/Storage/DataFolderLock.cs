namespace Hippique.Embedded.Storage;

/// <summary>
/// One service per data folder: holds <c>serve.lock</c> until disposed. The operating system releases it when the process dies, however it dies, so a lock is never stale. The
/// file has content while it is held; a killed process leaves that behind.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private const string ServeLock = "serve.lock";
    private readonly FileStream _held;

    private DataFolderLock(FileStream held)
    {
        _held = held;
        WasKilled = held.Length > 0;
        held.SetLength(0);
        held.Write("held\n"u8);
        held.Flush();
    }

    /// <summary>Whether the process that held it before was killed.</summary>
    public bool WasKilled { get; }

    /// <summary>Null if another process holds it.</summary>
    /// <param name="dataFolder">Made if it is absent.</param>
    /// <param name="name">Of the file, for a folder that is no data folder.</param>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    /// <exception cref="IOException">The folder cannot be made or written (disk full, read-only).</exception>
    public static DataFolderLock? TryTake(string dataFolder, string name = ServeLock)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, name);
        try
        {
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        // On Unix a lock held elsewhere is an IOException of no kind of its own; a folder that cannot be written would have had no file to open.
        catch (IOException) when (File.Exists(path) && IsHeld(path))
        {
            return null;
        }
    }

    /// <summary>Whether a process holds the folder, or was killed while it did; without taking the lock.</summary>
    public static bool IsInUse(string dataFolder) => new FileInfo(PathIn(dataFolder)) is { Exists: true, Length: > 0 };

    /// <summary>Whether a process has ever held the folder.</summary>
    public static bool WasTaken(string dataFolder) => File.Exists(PathIn(dataFolder));

    /// <summary>Whether a process that lives holds the folder.</summary>
    public static bool IsHeldIn(string dataFolder) => PathIn(dataFolder) is var path && File.Exists(path) && IsHeld(path);

    public void Dispose()
    {
        // Also twice.
        if (_held.CanWrite)
            _held.SetLength(0);
        _held.Dispose();
    }

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, ServeLock);

    // A reader that shares everything is refused only by the exclusive lock.
    private static bool IsHeld(string path)
    {
        try
        {
            using var reader = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
