using Hippique.Sources.Http;
using Hippique.Sources.Registration;
using Hippique.Sources.Tests.Pages;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>The live sources over real sockets, against a loopback site that answers with invented pages.</summary>
public abstract class LiveSourcesBench : IAsyncDisposable
{
    protected static readonly DateOnly Day = new(2025, 3, 14);
    protected static readonly DateTimeOffset Off = new(2025, 3, 14, 12, 55, 0, TimeSpan.Zero);
    private readonly ServiceProvider _services;

    protected LiveSourcesBench()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                Order = ["zeturf", "pmu"],
                // The clock stands still here, so the spacing must be none.
                RequestsPerSecond = 1e9,
                Retries = 0,
                BaseUrls = new Dictionary<string, Uri> { ["zeturf"] = Site.Address, ["pmu"] = new Uri(Site.Address, "/rest/client/61/") },
            }
        );
        _services = services.BuildServiceProvider();
        Site.Answers("/fr/programmes-et-pronostics", 200, OwnPages.Text("zeturf-programme.html"));
        Site.Answers("/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai", 200, OwnPages.Text("zeturf-course.html"));
        Site.Answers("/fr/course/2025-03-14/R1C1", 200, OwnPages.Text("zeturf-course-resulted.html"));
        Site.Answers("/rest/client/61/programme/14032025", 200, OwnPages.Text("pmu-programme.json"));
        var participants = OwnPages.Text("pmu-participants.json");
        var national = participants.Replace("E_SIMPLE_GAGNANT", "SIMPLE_GAGNANT", StringComparison.Ordinal);
        Site.Answers("/rest/client/61/programme/14032025/R1/C1/participants?specialisation=INTERNET", 200, participants);
        Site.Answers("/rest/client/61/programme/14032025/R1/C1/participants", 200, national);
        Site.Answers(
            "/rest/client/61/programme/14032025/R1/C3/rapports-definitifs?specialisation=INTERNET",
            200,
            OwnPages.Text("pmu-rapports.json")
        );
        Site.Answers(
            "/rest/client/61/programme/14032025/R1/C3/rapports-definitifs",
            200,
            """[{"typePari": "SIMPLE_GAGNANT", "miseBase": 200, "rapports": [{"libelle": "Simple gagnant", "dividende": 280, "dividendePourUnEuro": 280, "combinaison": "4"}]}]"""
        );
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected LoopbackSite Site { get; } = new();
    protected FakeTimeProvider Clock { get; } = new(Off.AddHours(-3));
    protected IEnumerable<IRaceSource> Sources => _services.GetServices<IRaceSource>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Site.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected IRaceSource Source(string name) => Sources.Single(source => source.Name == name);

    protected static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;

    protected static SourceError Refused<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Refused>().Error;
}
