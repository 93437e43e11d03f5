using System.Buffers;
using System.Text.Json;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>
/// What the processes of one installation know together about a host: the last start of a request, and how many there were today. It is one line in a file of the data
/// folder, which is held alone from the check until the request is with the socket. Without a folder, or where it cannot be written, this process counts for itself.
/// </summary>
internal sealed partial class HostLedger(string? folder, string host, TimeProvider clock, IClockActivity activity, ILogger logger)
{
    private const int LineLength = 512;

    /// <summary>Others hold the file for a moment only; who holds it longer is stopped or ill, and nobody waits for that.</summary>
    private const int MostTries = 500;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);
    private HostCount _own = new() { Host = host };
    private bool _broken;

    internal static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Waits until the spacing to the last start of any process is kept, and holds the host until the page is disposed of.</summary>
    public async Task<Page> OpenAsync(TimeSpan spacing, CancellationToken cancellationToken)
    {
        DateTimeOffset? waitedFor = null;
        while (true)
        {
            var page = await PageAsync(cancellationToken).ConfigureAwait(false);
            // Waited for once: where nobody started since, a clock that was put back does not make it longer.
            if (!page.IsShared || page.Count.LastStart is not { } last || last == waitedFor)
                return page;
            var remaining = last + spacing - clock.GetUtcNow();
            if (remaining <= TimeSpan.Zero)
                return page;
            page.Dispose();
            waitedFor = last;
            await PauseAsync(remaining < spacing ? remaining : spacing, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes what is not a request.</summary>
    public async Task ChangeAsync(Func<HostCount, HostCount> change, CancellationToken cancellationToken)
    {
        using var page = await PageAsync(cancellationToken).ConfigureAwait(false);
        page.Keep(change(page.Count));
    }

    private async Task<Page> PageAsync(CancellationToken cancellationToken)
    {
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        if (folder is not null && !_broken)
        {
            try
            {
                Directory.CreateDirectory(folder);
                var file = await HeldAsync(HostCounts.PathOf(folder, host), clock, PauseAsync, cancellationToken).ConfigureAwait(false);
                return new Page(this, file, (HostCounts.Read(file) ?? _own).On(today));
            }
            // The folder is not to be written: the requests go on, counted here alone, and it is said once.
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break(failure);
            }
        }
        return new Page(this, null, _own.On(today));
    }

    /// <summary>The file, held by nobody else.</summary>
    /// <exception cref="IOException">Somebody holds it for seconds, or it cannot be opened.</exception>
    internal static async Task<FileStream> HeldAsync(
        string path,
        TimeProvider clock,
        Func<TimeSpan, CancellationToken, Task>? pause,
        CancellationToken cancellationToken
    )
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            // Held by another process, as far as it can be told.
            catch (IOException) when (tries < MostTries && File.Exists(path))
            {
                await (pause?.Invoke(BetweenTries, cancellationToken) ?? Task.Delay(BetweenTries, clock, cancellationToken)).ConfigureAwait(
                    false
                );
            }
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
        _broken = true;
        NotShared(logger, host, failure.Message);
    }

    private void Keep(FileStream? file, HostCount count)
    {
        _own = count;
        if (file is null)
            return;
        var line = new ArrayBufferWriter<byte>(LineLength);
        line.Write(JsonSerializer.SerializeToUtf8Bytes(count, Json));
        // Always of one length and written at once, so that a kill leaves the old line or the new one.
        line.GetSpan(LineLength).Fill((byte)' ');
        line.Advance(Math.Max(0, LineLength - 1 - line.WrittenCount));
        line.Write("\n"u8);
        try
        {
            file.Position = 0;
            file.Write(line.WrittenSpan);
        }
        catch (IOException failure)
        {
            Break(failure);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The requests to {Host} are counted by this process alone, since the data folder's count cannot be used: {Reason}"
    )]
    private static partial void NotShared(ILogger logger, string host, string reason);

    /// <summary>The host's line, held.</summary>
    public sealed class Page(HostLedger ledger, FileStream? file, HostCount count) : IDisposable
    {
        public bool IsShared => file is not null;

        /// <summary>Of today, without the request that is about to start.</summary>
        public HostCount Count { get; private set; } = count;

        /// <summary>To be called before a request is sent.</summary>
        public void Starts() => Keep(Count with { Requests = Count.Requests + 1, LastStart = ledger.Now });

        /// <summary>To be called when it is with the socket: the spacing counts from here.</summary>
        public void Sent() => Keep(Count with { LastStart = ledger.Now });

        public void Keep(HostCount now)
        {
            Count = now;
            ledger.Keep(file, now);
        }

        public void Dispose() => file?.Dispose();
    }

    private DateTimeOffset Now => clock.GetUtcNow();
}
