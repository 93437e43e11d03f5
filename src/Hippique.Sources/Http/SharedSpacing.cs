using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>Keeps the distance between requests of several machines to one host, by claims that they share.</summary>
internal sealed partial class SharedSpacing(IHostTurns turns, string host, TimeProvider clock, IClockActivity activity, ILogger logger)
    : IHostSpacing
{
    public async Task<IHostSlot?> OpenAsync(TimeSpan distance, Func<bool> overtaken, CancellationToken cancellationToken)
    {
        while (true)
        {
            var asked = clock.GetTimestamp();
            switch (await turns.ClaimAsync(host, distance, cancellationToken).ConfigureAwait(false))
            {
                case HostClaim.Granted granted:
                    return new Slot(this, granted, asked, distance);
                case HostClaim.Wait wait:
                    // A claim ends early when its request is sent; whoever is late looks again after a distance.
                    await PauseAsync(wait.For < distance ? wait.For : distance, cancellationToken).ConfigureAwait(false);
                    break;
            }
            if (overtaken())
                return null;
        }
    }

    private async Task PauseAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using (activity.LimiterWait())
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.TotalMilliseconds))), clock, cancellationToken)
                .ConfigureAwait(false);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The request to {Host} was not noted among the nodes; the next one waits for longer: {Reason}"
    )]
    private static partial void NotNoted(ILogger logger, string host, string reason);

    /// <summary>A claim that was granted.</summary>
    private sealed class Slot(SharedSpacing spacing, HostClaim.Granted claim, long asked, TimeSpan distance) : IHostSlot
    {
        private bool _started;
        private bool _sent;

        /// <exception cref="IOException">This process stood still for so long that the claim may be over.</exception>
        public ValueTask StartsAsync()
        {
            if (spacing.Elapsed(asked) >= claim.For - distance)
                throw new IOException("the turn to ask the site passed while this process stood still");
            _started = true;
            return ValueTask.CompletedTask;
        }

        public async ValueTask SentAsync()
        {
            if (_sent)
                return;
            _sent = true;
            await spacing.NotedAsync(turns => turns.SentAsync(spacing.Host, claim, distance)).ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            if (!_started)
                await spacing.NotedAsync(turns => turns.GiveBackAsync(spacing.Host, claim)).ConfigureAwait(false);
        }
    }

    private string Host => host;

    private TimeSpan Elapsed(long since) => clock.GetElapsedTime(since);

    // The boundary to the claims: what is not noted there ends by itself, and the request has been sent.
    private async Task NotedAsync(Func<IHostTurns, Task> note)
    {
        try
        {
            await note(turns).ConfigureAwait(false);
        }
        catch (IOException away)
        {
            NotNoted(logger, host, away.Message);
        }
    }
}
