namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Holds a file alone among the processes of a machine, until it is disposed of. The operating system releases it when the process dies, however it dies, so it is never
/// stale.
/// </summary>
internal sealed class DiskLock : IInstallationLock
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly FileStream _held;

    private DiskLock(FileStream held) => _held = held;

    /// <exception cref="IOException">Another process has held it for ten seconds, or the file cannot be opened.</exception>
    public static async Task<IInstallationLock> TakeAsync(string path, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new DiskLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            // Held elsewhere, as far as it can be told: a folder that cannot be written has no such file.
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(since) < MaxWait)
            {
                await Task.Delay(BetweenTries, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The operating system takes it from nobody who lives.</summary>
    public Task EnsureHeldAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _held.Dispose();
        return ValueTask.CompletedTask;
    }
}
