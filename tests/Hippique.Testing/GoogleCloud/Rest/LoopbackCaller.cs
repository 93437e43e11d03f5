using System.Net.Http.Headers;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>Calls the service as Google's queues do: with an OpenID Connect token, a deadline and no redirects.</summary>
public sealed class LoopbackCaller(TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Where an address is answered now; null: nowhere, as while a container is replaced.</summary>
    public Func<Uri, Uri?> Route { get; set; } = address => address;

    /// <summary>Makes the token for an audience and an e-mail.</summary>
    public Func<string, string, string> Token { get; set; } = (audience, email) => $"token-of.{email}.for.{audience}";

    /// <param name="call">What is sent.</param>
    /// <param name="deadline">Without an answer by then the attempt has failed.</param>
    /// <param name="cutAfter">The connection is cut then; null: it is not.</param>
    public async Task<CallOutcome> CallAsync(LoopbackCall call, TimeSpan deadline, TimeSpan? cutAfter = null)
    {
        if (Route(call.Address) is not { } address)
            return new CallOutcome.Broken("nothing answers there");
        var cut = cutAfter < deadline;
        using var limit = new CancellationTokenSource(cut ? cutAfter!.Value : deadline, clock);
        try
        {
            using var request = Request(call, address);
            using var response = await _http.SendAsync(request, limit.Token);
            await response.Content.CopyToAsync(Stream.Null, limit.Token);
            return new CallOutcome.Answered((int)response.StatusCode, Wait(response.Headers.RetryAfter, clock.GetUtcNow()));
        }
        catch (OperationCanceledException)
        {
            return cut ? new CallOutcome.Broken("cut") : new CallOutcome.TimedOut();
        }
        catch (HttpRequestException broken)
        {
            return new CallOutcome.Broken(broken.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(LoopbackCall call, Uri address)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), address);
        if (call.Body is { } body)
            request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        if (call.Email is { } email)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(call.Audience!, email));
        return request;
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header?.Delta ?? (header?.Date is { } date && date > now ? date - now : null);
}

/// <summary>One call of the service.</summary>
public sealed record LoopbackCall
{
    public required string Method { get; init; }
    public required Uri Address { get; init; }
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
    public byte[]? Body { get; init; }

    /// <summary>In whose name; null: without a token.</summary>
    public string? Email { get; init; }
    public string? Audience { get; init; }
}

/// <summary>What a call came to.</summary>
public abstract record CallOutcome
{
    private CallOutcome() { }

    public sealed record Answered(int Status, TimeSpan? RetryAfter) : CallOutcome
    {
        public bool IsSuccess => Status is >= 200 and < 300;
    }

    /// <summary>No answer by the deadline.</summary>
    public sealed record TimedOut : CallOutcome;

    /// <summary>No connection, or it broke.</summary>
    public sealed record Broken(string Why) : CallOutcome;
}
