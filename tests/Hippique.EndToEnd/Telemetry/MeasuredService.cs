using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Reads;
using Hippique.Testing;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Telemetry;

/// <summary>The service over a source that asks a site of the test by the polite client for whatever it is asked, so that everything is measured as on a real day.</summary>
internal sealed class MeasuredService : IAsyncDisposable
{
    public const string Phase =
        """{"course_url":"https://www.zeturf.fr/fr/course/2025-11-22/R1C3-valmorel-prix-des-tilleuls","phase":"H30"}""";
    public const string PhaseTask = "run-20251122-r1c3-h30";

    /// <summary>To the time of that phase, and a little later.</summary>
    public static readonly TimeSpan ToPhase = TimeSpan.FromMinutes(65);

    private MeasuredService(ServiceUnderTest service, LoopbackSite site) => (Service, Site) = (service, site);

    public ServiceUnderTest Service { get; }
    public LoopbackSite Site { get; }

    /// <param name="variables">Of its environment.</param>
    /// <param name="change">Other registrations.</param>
    public static async Task<MeasuredService> StartAsync(
        Dictionary<string, string>? variables = null,
        Action<IServiceCollection>? change = null
    )
    {
        var site = new LoopbackSite().Answers("/robots.txt", 404).Answers("/page", 200, "a page");
        var service = await ServiceUnderTest.StartAsync(
            new(variables ?? []) { ["REQUESTS_PER_SECOND"] = "1000" },
            change: services =>
            {
                var inner = services.Last(one => one.ServiceType == typeof(IRaceSource));
                services.Remove(inner);
                services.AddSingleton<IRaceSource>(provider => new WatchedSource(
                    new Asking((IRaceSource)inner.ImplementationInstance!, provider, new Uri(site.Address, "/page")),
                    new LastReads(new ArtifactSourceStore(provider.GetRequiredService<IArtifactStore>())),
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<SourceRefusals>()
                ));
                change?.Invoke(services);
            }
        );
        return new MeasuredService(service, site);
    }

    /// <summary>Plans the day and looks at a race 40 s after its time, or when the queue does.</summary>
    public async Task PlayAsync(Func<HttpRequestMessage, HttpRequestMessage>? with = null)
    {
        await PlanAsync();
        Service.Clock.Advance(ToPhase + TimeSpan.FromSeconds(40));
        await PostAsync("/run", Phase, with);
    }

    /// <summary>As the queue does it at its hour, which notes when a source has given the programme.</summary>
    private async Task PlanAsync()
    {
        var now = Service.Clock.GetUtcNow();
        var plan = new PlannedTask
        {
            Name = TaskName.Plan(InventedRaces.Day),
            Kind = TaskKind.Plan,
            Date = InventedRaces.Day,
            DueAt = now,
            GraceUntil = now.AddHours(1),
        };
        await Service.Services.GetRequiredService<TaskQueue>().AddAsync(plan, TestContext.Current.CancellationToken);
        await PostAsync($"/tasks/{plan.Name}", "");
    }

    public async Task PostAsync(string path, string json, Func<HttpRequestMessage, HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        using var response = await MovedAsync(
            Service.Owner.SendAsync(with?.Invoke(request) ?? request, TestContext.Current.CancellationToken)
        );
        ((int)response.StatusCode).ShouldBe(200, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task<string> PageAsync() => Service.Owner.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Site.DisposeAsync();
    }

    /// <summary>The distance between two requests passes on the test's clock.</summary>
    private Task<T> MovedAsync<T>(Task<T> work) => BoundedWait.EndAsync(work, () => Service.Clock.Advance(TimeSpan.FromMilliseconds(4)));

    private sealed class Asking(IRaceSource inner, IServiceProvider services, Uri page) : IRaceSource
    {
        public string Name => inner.Name;

        public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken)
        {
            await AskAsync(cancellationToken);
            return await inner.ProgrammeAsync(date, cancellationToken);
        }

        public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
        {
            await AskAsync(cancellationToken);
            return await inner.RaceAsync(query, cancellationToken);
        }

        public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
            inner.ResultAsync(link, cancellationToken);

        private Task<SourceAnswer<PoliteAnswer>> AskAsync(CancellationToken cancellationToken) =>
            services.GetRequiredService<PoliteClient>().GetAsync(new PoliteRequest { Source = Name, Address = page }, cancellationToken);
    }
}
