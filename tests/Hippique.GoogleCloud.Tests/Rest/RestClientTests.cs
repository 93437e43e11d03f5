using System.Text.RegularExpressions;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.Sources.Http;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Rest;
using Hippique.Testing.GoogleCloud.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.GoogleCloud.Tests.Rest;

public sealed partial class RestClientTests : IAsyncLifetime
{
    private const string Secret = "ya29.secret";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
    private readonly WaitingActivity _activity = new();
    private readonly LinesLogger<RestClient> _log = new();
    private readonly LoopbackTasks _server;
    private FakeAccessTokens _tokens = new(Secret);
    private LoopbackGoogle _google = null!;
    private RestClient? _client;

    public RestClientTests() => _server = new LoopbackTasks(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server.AddQueue(Invented.Queue);
        _google = await LoopbackGoogle.StartAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _google.DisposeAsync();
        _server.Dispose();
    }

    [Theory]
    [InlineData(429, "RESOURCE_EXHAUSTED")]
    [InlineData(500, "INTERNAL")]
    [InlineData(503, "UNAVAILABLE")]
    public async Task SendAsync_WhatCanPass_IsTriedAgainWithDoubledWaits(int code, string status)
    {
        _server.FailNext(3, code, status);

        (await RunAsync()).ShouldBeOfType<RestResult<CloudQueue>.Ok>();

        Waits().ShouldBe(["1.5", "2.5", "4.5"], "with a jitter of half a second");
        _server.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT")]
    [InlineData(401, "UNAUTHENTICATED")]
    [InlineData(403, "PERMISSION_DENIED")]
    [InlineData(404, "NOT_FOUND")]
    [InlineData(409, "ALREADY_EXISTS")]
    public async Task SendAsync_WhatWillNotPass_IsAnAnswer(int code, string status)
    {
        _server.FailNext(1, code, status);

        var failed = (await RunAsync()).ShouldBeOfType<RestResult<CloudQueue>.Failed>();

        (failed.Error.Code, failed.Error.Status, failed.Error.Message).ShouldBe((code, status, $"scripted {status}"));
        _server.Requests.ShouldHaveSingleItem();
        Should.Throw<RestException>(() => failed.OrThrow()).Message.ShouldContain($"GET {_google.Address}v2/{Invented.Queue}");
    }

    [Theory]
    [InlineData("20")]
    [InlineData("Sat, 14 Mar 2026 12:00:20 GMT")]
    public async Task SendAsync_RetryAfter_IsWaitedFor(string header)
    {
        _server.FailNext(1, 503, "UNAVAILABLE", header);

        (await RunAsync()).ShouldBeOfType<RestResult<CloudQueue>.Ok>();

        Waits().ShouldBe(["20.0"]);
    }

    [Fact]
    public async Task SendAsync_RetryAfterLongerThanTheCallMayTake_GivesUpAtOnce()
    {
        _server.FailNext(1, 429, "RESOURCE_EXHAUSTED", "3600");
        var started = _clock.GetUtcNow();

        (await RunAsync()).Is(RestError.ResourceExhausted).ShouldBeTrue();

        _clock.GetUtcNow().ShouldBe(started);
    }

    [Fact]
    public async Task SendAsync_NeverBetter_GivesUpWithinAMinute()
    {
        _server.FailNext(100, 503, "UNAVAILABLE");
        var started = _clock.GetUtcNow();

        (await RunAsync()).Is(RestError.Unavailable).ShouldBeTrue();

        (_clock.GetUtcNow() - started).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
        Waits().Take(4).ShouldBe(["1.5", "2.5", "4.5", "8.5"]);
    }

    [Fact]
    public async Task SendAsync_NoAnswer_EachTryHasItsDeadline()
    {
        await using var silent = await LoopbackService.StartAsync();
        var never = new TaskCompletionSource();
        silent.Answer = async _ =>
        {
            await never.Task;
            return new ServiceAnswer(200);
        };
        var failed = (await RunAsync(silent.Address, () => silent.Calls.Count)).ShouldBeOfType<RestResult<CloudQueue>.Failed>();

        failed.Error.Status.ShouldBe(RestError.DeadlineExceeded);
        silent.Calls.Count.ShouldBeInRange(2, 6);
        never.SetResult();
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsUnavailable()
    {
        var failed = (await RunAsync(new Uri("http://127.0.0.1:1/"))).ShouldBeOfType<RestResult<CloudQueue>.Failed>();

        (failed.Error.Code, failed.Error.Status).ShouldBe((0, RestError.Unavailable));
    }

    [Fact]
    public async Task SendAsync_TheTokenComesBackInAnError_IsNotRepeated()
    {
        _server.Accepts = header => throw new GoogleStatusException(401, "UNAUTHENTICATED", $"bad header {header}");

        var failed = (await RunAsync()).ShouldBeOfType<RestResult<CloudQueue>.Failed>();

        failed.ToString().ShouldNotContain(Secret);
        failed.Error.Message.ShouldBe("bad header Bearer ***");
        _log.Lines.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_WithoutCredentials_CallsThisMachineAloneAndWithoutAToken()
    {
        _tokens = new FakeAccessTokens(null);

        (await RunAsync()).ShouldBeOfType<RestResult<CloudQueue>.Ok>();
        _server.Requests[0].Authorization.ShouldBeNull();
        var failed = (await RunAsync(CloudOptions.TasksAtGoogle)).ShouldBeOfType<RestResult<CloudQueue>.Failed>();
        failed.Error.Status.ShouldBe(RestError.Unauthenticated);
    }

    [Fact]
    public async Task SendAsync_InTheClearToAnotherMachine_IsRefused()
    {
        await Should.ThrowAsync<ArgumentException>(() => RunAsync(new Uri("http://cloudtasks.invented.example/")));

        _tokens.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_TheTokenServerFails_IsTriedAgain()
    {
        _tokens.Failures.Enqueue(new AccessTokenException("the metadata server is busy"));

        (await RunAsync()).ShouldBeOfType<RestResult<CloudQueue>.Ok>();

        _tokens.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task SendAsync_Cancelled_Ends()
    {
        _server.FailNext(100, 503, "UNAVAILABLE");
        using var stop = new CancellationTokenSource();
        var call = Client().SendAsync(Get(_google.Address), CloudTasksJson.Default.CloudQueue, stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public void WaitAfter_ManyTries_StaysBelowTheLongest() =>
        Enumerable
            .Range(1, 8)
            .Select(tries =>
                new RestOptions { Jitter = () => 0 }
                    .WaitAfter(tries, null)
                    .TotalSeconds
            )
            .ShouldBe([1, 2, 4, 8, 16, 32, 32, 32]);

    [Fact]
    public void Reason_OfAnErrorInfo_IsRead()
    {
        const string body = """
            {"error":{"code":403,"message":"API not enabled","status":"PERMISSION_DENIED",
             "details":[{"@type":"type.googleapis.com/google.rpc.Help"},{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED"}]}}
            """;
        RestErrorReader.Read(System.Net.HttpStatusCode.Forbidden, body, null).Reason.ShouldBe("SERVICE_DISABLED");
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"error":"text"}""")]
    public void Read_NoStatus_IsKnownByItsHttpStatus(string body) =>
        RestErrorReader.Read(System.Net.HttpStatusCode.BadGateway, body, null).CanRetry.ShouldBeTrue();

    /// <summary>The clock moves while the client waits, or while a request has arrived that is not answered.</summary>
    private Task<RestResult<CloudQueue>> RunAsync(Uri? address = null, Func<int>? arrived = null) =>
        BoundedWait.EndAsync(
            Client().SendAsync(Get(address ?? _google.Address), CloudTasksJson.Default.CloudQueue, Token),
            () =>
            {
                if (_activity.Waiting > 0 || arrived?.Invoke() > _log.Lines.Count)
                    _clock.Advance(TimeSpan.FromSeconds(0.5));
            }
        );

    /// <summary>As the log says them.</summary>
    private IReadOnlyList<string> Waits() => [.. _log.Lines.Select(line => WaitPattern().Match(line).Groups[1].Value)];

    private static RestCall Get(Uri address) => RestCall.Get(new Uri(address, $"v2/{Invented.Queue}"));

    private RestClient Client() => _client ??= new RestClient(_tokens, new RestOptions { Jitter = () => 0.5 }, _clock, _activity, _log);

    [GeneratedRegex("is tried again in ([0-9.]+) s")]
    private static partial Regex WaitPattern();

    /// <summary>Tells whether the client waits.</summary>
    private sealed class WaitingActivity : IClockActivity
    {
        private int _waiting;

        public int Waiting => Volatile.Read(ref _waiting);

        public IDisposable Work() => RealTime.Instance.Work();

        public IDisposable LimiterWait()
        {
            Interlocked.Increment(ref _waiting);
            return new Scope(this);
        }

        private sealed class Scope(WaitingActivity activity) : IDisposable
        {
            public void Dispose() => Interlocked.Decrement(ref activity._waiting);
        }
    }
}
