using System.Net;
using System.Security.Cryptography;
using Google;
using Google.Apis.Auth.OAuth2.Responses;
using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Storage;

/// <summary>Asks again where a retry can help, with a deadline for each try.</summary>
internal sealed partial class BucketRetry(BucketTiming timing, TimeProvider clock, ILogger logger, Func<TimeSpan>? jitter = null)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private readonly Func<TimeSpan> _jitter = jitter ?? (() => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(0, 1001)));

    /// <param name="call">Its first argument tells whether an earlier try may have taken effect although its answer said otherwise or was lost.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <param name="large">Whether the object is large.</param>
    /// <exception cref="OperationCanceledException">Also at the deadline of the last try.</exception>
    public async Task<T> RunAsync<T>(Func<bool, CancellationToken, Task<T>> call, CancellationToken cancellationToken, bool large = false)
    {
        var started = clock.GetTimestamp();
        var mayHaveHappened = false;
        for (var retry = 0; ; retry++)
        {
            // On the machine's clock: an answer takes real time, whatever the races' clock shows.
            using var deadline = new CancellationTokenSource(large ? timing.LargeDeadline : timing.Deadline, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            var wait = timing.Wait(retry, _jitter());
            try
            {
                return await call(mayHaveHappened, either.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
                when (!cancellationToken.IsCancellationRequested
                    && CanHelp(failure)
                    && clock.GetElapsedTime(started) + wait <= timing.Retries
                )
            {
                mayHaveHappened |= failure is not GoogleApiException { HttpStatusCode: HttpStatusCode.TooManyRequests };
                Again(logger, failure.Message, wait.TotalSeconds);
            }
            await SleepAsync(clock, wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>In steps of a second at most.</summary>
    public static async Task SleepAsync(TimeProvider clock, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        for (var left = wait; left > TimeSpan.Zero; left = wait - clock.GetElapsedTime(started))
            await Task.Delay(left < LongestSleep ? left : LongestSleep, clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>By the documented list; a broken connection and a deadline are among them.</summary>
    private static bool CanHelp(Exception failure) =>
        failure switch
        {
            GoogleApiException refused => refused.HttpStatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                || (int)refused.HttpStatusCode >= 500,
            TokenResponseException => false,
            HttpRequestException or IOException or OperationCanceledException => true,
            _ => false,
        };

    [LoggerMessage(LogLevel.Warning, "Cloud Storage is asked again in {Seconds:0.0} s: {Reason}")]
    private static partial void Again(ILogger logger, string reason, double seconds);
}
