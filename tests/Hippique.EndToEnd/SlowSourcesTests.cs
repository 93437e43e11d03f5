using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Registration;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd;

/// <summary>
/// Sites that answer nobody before all of them have been asked: whoever asks one after the other waits for ever. How long a plan takes with sites that are merely slow is
/// measured by <c>bench/wire plan</c>.
/// </summary>
public sealed class SlowSourcesTests : IAsyncDisposable
{
    /// <summary>Only a broken program waits for it.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);
    private static readonly string[] Order = ["zeturf", "pmu", "geny", "boturfers"];
    private readonly List<LoopbackSite> _sites = [.. Order.Select(_ => new LoopbackSite())];
    private readonly SourceHttpOptions _options;
    private readonly ServiceProvider _services;

    public SlowSourcesTests()
    {
        _options = new SourceHttpOptions
        {
            Order = Order,
            BaseUrls = Order.Zip(_sites).ToDictionary(pair => pair.First, pair => pair.Second.Address),
            Retries = 0,
            // The clock stands: nothing may wait for it.
            RequestsPerSecond = 1e9,
        };
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 8, 0, 0, TimeSpan.Zero)))
            .AddHippiqueSources(_options)
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        foreach (var site in _sites)
            await site.DisposeAsync();
    }

    [Fact]
    public async Task Day_is_asked_of_all_sources_at_once_and_of_each_once()
    {
        await Client.PrepareAsync(SourcesServices.HostsOf(_options), TimeSpan.Zero, Token);
        AnswerTogether();
        var planner = new PlanDayHandler(
            new SourceSet(_services.GetServices<IRaceSource>()),
            new PlanStore(new MemoryArtifactStore()),
            PhaseBench.Settings,
            new NoPlanRecord(),
            new EventBus([], TimeProvider.System, NullLogger<EventBus>.Instance),
            NullLogger<PlanDayHandler>.Instance
        );

        var planned = await planner.PlanAsync(new DateOnly(2026, 3, 14), Token).WaitAsync(Guard, TimeProvider.System, Token);

        planned.ShouldBeOfType<PlanDayResult.NoProgramme>().Errors.Count.ShouldBe(Order.Length);
        // Rules and programme.
        _sites.ShouldAllBe(site => site.Requests.Count == 2);
    }

    [Fact]
    public async Task Rules_of_all_sites_are_fetched_at_once_and_not_again_while_they_hold()
    {
        AnswerTogether();

        await Client.PrepareAsync(SourcesServices.HostsOf(_options), TimeSpan.Zero, Token).WaitAsync(Guard, TimeProvider.System, Token);
        await Client.PrepareAsync(SourcesServices.HostsOf(_options), TimeSpan.FromHours(2), Token);

        _sites.SelectMany(site => site.Paths).ShouldBe(Enumerable.Repeat("/robots.txt", Order.Length));
        await Client
            .PrepareAsync(SourcesServices.HostsOf(_options), TimeSpan.FromHours(25), Token)
            .WaitAsync(Guard, TimeProvider.System, Token);
        _sites.ShouldAllBe(site => site.Requests.Count == 2);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PoliteClient Client => _services.GetRequiredService<PoliteClient>();

    /// <summary>Nobody has anything, and says so once everybody has been asked.</summary>
    private void AnswerTogether()
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        foreach (var site in _sites)
        {
            site.Answers(
                "*",
                async (stream, token) =>
                {
                    if (Interlocked.Increment(ref asked) >= _sites.Count)
                        all.TrySetResult();
                    await all.Task.WaitAsync(token);
                    await stream.WriteAsync(LoopbackSite.Head(404, "Content-Length: 0"), token);
                }
            );
        }
    }
}
