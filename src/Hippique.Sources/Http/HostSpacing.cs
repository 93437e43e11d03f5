using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>
/// Keeps the distance between requests of several processes of one machine to one host: a file with the last start, held by a lock of the operating system from the check
/// until the request is with the socket. A killed process loses the lock by itself. Without a folder, or if it cannot be used, each process keeps its own distance.
/// </summary>
internal sealed partial class HostSpacing(string? folder, string host, TimeProvider clock, IClockActivity activity, ILogger logger)
    : IHostSpacing
{
    /// <summary>Of the round-trip format of a UTC instant, and a line feed.</summary>
    private const int LineLength = 29;

    /// <summary>Others hold the file for a moment only; a process that holds it longer is stopped, and nobody waits for that.</summary>
    private const int MaxTries = 500;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);
    private bool _broken;

    public async Task<IHostSlot?> OpenAsync(TimeSpan distance, Func<bool> overtaken, CancellationToken cancellationToken)
    {
        DateTimeOffset? waitedFor = null;
        while (true)
        {
            if (await HeldAsync(cancellationToken).ConfigureAwait(false) is not { } file)
                return new Slot(this, null);
            // Waited for once: if nobody started since, a clock that was put back does not make it longer.
            if (LastStart(file) is not { } last || last == waitedFor || last + distance - clock.GetUtcNow() is not { Ticks: > 0 } remaining)
                return new Slot(this, file);
            await file.DisposeAsync().ConfigureAwait(false);
            waitedFor = last;
            await PauseAsync(remaining < distance ? remaining : distance, cancellationToken).ConfigureAwait(false);
            if (overtaken())
                return null;
        }
    }

    /// <summary>The file, held by nobody else; null if it cannot be used.</summary>
    private async Task<FileStream?> HeldAsync(CancellationToken cancellationToken)
    {
        if (folder is null || _broken)
            return null;
        // A name with a dot in front is never an artifact's.
        var path = Path.Combine(folder, $".{HostCounts.FileNameOf(host)}.lock");
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            // Held by another process, as far as it can be told.
            catch (IOException) when (tries < MaxTries && File.Exists(path))
            {
                await PauseAsync(BetweenTries, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break(failure);
                return null;
            }
        }
    }

    private static DateTimeOffset? LastStart(FileStream file)
    {
        var line = new byte[LineLength];
        file.Position = 0;
        var read = file.ReadAtLeast(line, LineLength, throwOnEndOfStream: false);
        return
            DateTime.TryParseExact(
                Encoding.ASCII.GetString(line, 0, read).TrimEnd(),
                "O",
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var last
            )
            && last.Kind == DateTimeKind.Utc
            ? new DateTimeOffset(last)
            : null;
    }

    // Always of one length and written at once, so that a kill leaves the old line or the new one.
    private void Note(FileStream file)
    {
        try
        {
            file.Position = 0;
            file.Write(Encoding.ASCII.GetBytes(clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture) + "\n"));
        }
        catch (IOException failure)
        {
            Break(failure);
        }
    }

    private async Task PauseAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using (activity.LimiterWait())
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), clock, cancellationToken)
                .ConfigureAwait(false);
    }

    private void Break(Exception failure)
    {
        if (!_broken)
            NotShared(logger, host, failure.Message);
        _broken = true;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The distance between requests to {Host} is kept by this process alone, since the data folder cannot be used: {Reason}"
    )]
    private static partial void NotShared(ILogger logger, string host, string reason);

    /// <summary>The file, held; none where it cannot be used.</summary>
    private sealed class Slot(HostSpacing spacing, FileStream? file) : IHostSlot
    {
        public ValueTask StartsAsync() => NoteAsync();

        public ValueTask SentAsync() => NoteAsync();

        public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;

        private ValueTask NoteAsync()
        {
            if (file is not null)
                spacing.Note(file);
            return ValueTask.CompletedTask;
        }
    }
}
