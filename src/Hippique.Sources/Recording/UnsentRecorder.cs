using System.Globalization;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Recording;

/// <summary>Keeps the requests that the program did not send among the day's exchanges: a replay comes to the same decisions only where it meets the same refusals.</summary>
public sealed partial class UnsentRecorder(PageArchive archive, TimeProvider clock, ILogger<UnsentRecorder> logger) : IUnsentRequests
{
    internal const string RetryAfter = "Retry-After";

    public async Task NotSentAsync(Uri address, SourceErrorKind kind, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        try
        {
            var exchange = new RecordedExchange
            {
                At = clock.GetUtcNow(),
                Url = address.AbsoluteUri,
                Failure = SourceError.CodeOf(kind),
                Headers = retryAfter is { } wait
                    ? new Dictionary<string, string> { [RetryAfter] = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) }
                    : new Dictionary<string, string>(),
            };
            await archive.AppendAsync(exchange, default, cancellationToken).ConfigureAwait(false);
        }
        // As with every exchange: a disk that cannot be written costs the record, never the phase.
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotKept(logger, address.AbsoluteUri, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "That {Url} was not asked could not be recorded: {Reason}")]
    private static partial void NotKept(ILogger logger, string url, string reason);
}
