using System.Net;
using System.Net.Http.Headers;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Opening;
using Hippique.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd.Serving;

/// <summary>The service on a real port whose last part opens when the test says so (issue 10, point 9).</summary>
public sealed class OpeningTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-opening-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero));
    private readonly SlowPart _slow = new();
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = SettingsReader.Read(
            new Dictionary<string, string>
            {
                ["PORT"] = "0",
                ["DATA_DIR"] = _folder,
                ["SOURCES__ORDER"] = "none",
            },
            _folder
        );
        var token = AccessToken.ReadOrMake(_folder);
        _app = ServeApp.Build(
            settings,
            token,
            terminal: false,
            services =>
            {
                services.AddLogging(logging => logging.ClearProviders());
                services.AddSingleton<TimeProvider>(_clock);
                services.AddSingleton(_slow);
                services.AddOpeningPart<SlowPart>();
            },
            plansDays: false
        );
        await _app.StartAsync(Cancel);
        _http.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
    }

    public async ValueTask DisposeAsync()
    {
        _slow.Go.TrySetResult();
        await BoundedWait.EndAsync(_app.StopAsync(CancellationToken.None), () => _clock.Advance(TimeSpan.FromMilliseconds(500)));
        await _app.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Healthz_answers_while_the_service_opens_and_the_state_says_so()
    {
        foreach (var path in (string[])["/healthz", "/health", "/openapi/v1.json"])
            (await _http.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        Opening.State.ShouldBeOfType<OpeningState.Starting>();

        (await _http.PostAsync("/healthz", null, Cancel)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_call_that_needs_the_queue_waits_for_it()
    {
        var pausing = _http.PostAsync("/queue/pause", null, Cancel);
        var planned = _http.GetAsync("/api/plan/today", Cancel);
        await _slow.Begun.Task.WaitAsync(Cancel);
        // Answered in the meantime, while the others wait.
        (await _http.GetAsync("/healthz", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (pausing.IsCompleted, planned.IsCompleted).ShouldBe((false, false));

        _slow.Go.SetResult();

        (await pausing).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await planned).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Opening.State.ShouldBeOfType<OpeningState.Open>();
    }

    [Fact]
    public async Task A_call_that_waited_too_long_is_told_to_come_again()
    {
        var answer = await BoundedWait.EndAsync(
            _http.PostAsync("/queue/pause", null, Cancel),
            () => _clock.Advance(TimeSpan.FromSeconds(0.5))
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await ServiceUnderTest.JsonOfAsync(answer)).GetProperty("detail").GetString()!.ShouldContain("starting");
    }

    [Fact]
    public async Task Without_the_token_nobody_waits()
    {
        _http.DefaultRequestHeaders.Authorization = null;
        (await _http.PostAsync("/queue/pause", null, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private ServiceOpening Opening => _app.Services.GetRequiredService<ServiceOpening>();

    private sealed class SlowPart : IHostedService
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Begun.SetResult();
            return Go.Task.WaitAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
