using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hippique.Sources.Http;
using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Rest;

/// <summary>
/// Calls Google's JSON APIs with an access token. Every try and every call has a deadline. What can pass (429, 500, 503 and their like, no connection, no answer in time) is tried
/// again after a wait that doubles, never sooner than the service asks; everything else is an answer. Calls must be such that they may arrive twice.
/// </summary>
public sealed class RestClient(
    IAccessTokens tokens,
    RestOptions options,
    TimeProvider clock,
    IClockActivity activity,
    ILogger<RestClient> logger
) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            // Addresses behind Google's names change.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AllowAutoRedirect = false,
            // Nobody else is told about our traces.
            ActivityHeadersPropagator = null,
        }
    )
    {
        // The deadlines are this class's own, on its clock.
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 32 << 20,
    };

    /// <exception cref="ArgumentException">The address would carry the token in the clear to another machine.</exception>
    public async Task<RestResult<T>> SendAsync<T>(RestCall call, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        if (call.Address.Scheme != Uri.UriSchemeHttps && !call.Address.IsLoopback)
            throw new ArgumentException(
                $"{call.Address.GetLeftPart(UriPartial.Authority)} is neither https nor this machine",
                nameof(call)
            );
        var start = clock.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var left = options.Total - clock.GetElapsedTime(start);
            var (result, asked) = await TryAsync(call, answer, left, cancellationToken);
            if (result is not RestResult<T>.Failed { Error: { CanRetry: true } error })
                return result;
            var wait = options.WaitAfter(tries, asked);
            if (clock.GetElapsedTime(start) + wait >= options.Total)
                return result;
            RestLog.Again(logger, call.ToString(), error.ToString(), wait.TotalSeconds);
            // A scaled clock that stands still for the caller's work goes on for this wait.
            using (activity.LimiterWait())
                await Task.Delay(wait, clock, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    // The boundary to the network: what breaks there is the answer of the call.
    private async Task<(RestResult<T> Result, TimeSpan? Asked)> TryAsync<T>(
        RestCall call,
        JsonTypeInfo<T> answer,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        using var working = activity.Work();
        using var limit = new CancellationTokenSource(left < options.TryTimeout ? left : options.TryTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var token = await tokens.GetAsync(call.Address, either.Token);
            if (token is null && GoogleHost.Is(call.Address))
                return (Failed<T>(call, RestError.Unauthenticated, "no Application Default Credentials on this machine"), null);
            using var request = Request(call, token);
            using var response = await _http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            if (response.IsSuccessStatusCode)
                return (Read(call, answer, body), null);
            var error = RestErrorReader.Read(response.StatusCode, body, token);
            return (new RestResult<T>.Failed(call.ToString(), error), RestErrorReader.Wait(response, error, clock.GetUtcNow()));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Failed<T>(call, RestError.DeadlineExceeded, "no answer in time"), null);
        }
        catch (AccessTokenException none)
        {
            return (Failed<T>(call, RestError.Unavailable, none.Message), null);
        }
        catch (HttpRequestException broken)
        {
            return (Failed<T>(call, RestError.Unavailable, broken.Message), null);
        }
    }

    private static HttpRequestMessage Request(RestCall call, string? token)
    {
        var request = new HttpRequestMessage(call.Method, call.Address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        return request;
    }

    private static RestResult<T> Read<T>(RestCall call, JsonTypeInfo<T> answer, string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, answer) is { } value
                ? new RestResult<T>.Ok(value)
                : Failed<T>(call, "INTERNAL", "the answer is null");
        }
        catch (JsonException broken)
        {
            return Failed<T>(call, "INTERNAL", $"the answer cannot be read: {broken.Message}");
        }
    }

    private static RestResult<T>.Failed Failed<T>(RestCall call, string status, string message) =>
        new(
            call.ToString(),
            new RestError
            {
                Code = 0,
                Status = status,
                Message = message,
            }
        );
}
