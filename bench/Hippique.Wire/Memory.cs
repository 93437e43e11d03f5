using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Mirror;
using Hippique.Orchestration.Opening;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Recording;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.Racing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Wire;

/// <summary>Memory of the service (<c>VmRSS</c>): at rest after the plan of a real day from three sources, and over thousands of phases.</summary>
internal static class Memory
{
    private const int RacesADay = 40;

    /// <summary><c>serve</c> in a process of its own; its sources are a mirror of a recorded day.</summary>
    /// <param name="cloud">Whether its state lies in a bucket and its tasks in Cloud Tasks, both at loopback addresses; else on disk, with the embedded queue.</param>
    /// <param name="seconds">How long it rests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> AtRestAsync(bool cloud, double seconds, CancellationToken cancellationToken)
    {
        if (RealData.Folder is null)
        {
            await Console.Error.WriteLineAsync(RealData.Absent);
            return 2;
        }
        var day = new DateOnly(2025, 12, 6);
        var nine = ParisTime.At(day, new TimeOnly(9, 0));
        await using var mirror = MirrorApp.Build(
            MirroredDay.Open(RealData.Path("days/2025-12-06.jsonl.gz"), cancellationToken),
            () => nine,
            0
        );
        await mirror.StartAsync(cancellationToken);
        var site = mirror.Urls.First();
        await using var project = cloud ? await LoopbackProject.StartAsync(TimeProvider.System) : null;
        (string, string)[] variables =
        [
            .. project?.Variables.Select(pair => (pair.Key, pair.Value)) ?? [],
            ("SOURCES__ORDER", "pmu,geny"),
            ("SOURCES__PMU__BASE_URL", $"{site}/rest/client/61/"),
            ("SOURCES__GENY__BASE_URL", site),
            ("REQUESTS_PER_SECOND", "1000"),
        ];
        var folder = Directory.CreateTempSubdirectory("hippique-memory-").FullName;
        using (var serve = ServedProcess.Serve(folder, variables))
        {
            serve.WaitForHealth();
            using var client = Client(serve, project?.Token ?? await TokenAsync(folder, cancellationToken));
            await RestAsync("open", serve, seconds, cancellationToken);
            foreach (var which in (string[])["planned", "planned again"])
            {
                var races = await ScheduleAsync(client, day, cancellationToken);
                Say($"{which}, {races} races", serve);
            }
            await RestAsync("planned", serve, seconds, cancellationToken);
        }
        // As a container that is started with a day that is planned.
        using (var serve = ServedProcess.Serve(folder, variables))
        {
            serve.WaitForHealth();
            await RestAsync("started again", serve, seconds, cancellationToken);
        }
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task RestAsync(string what, ServedProcess serve, double seconds, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken);
        Say(string.Create(CultureInfo.InvariantCulture, $"{what}, at rest for {seconds} s"), serve);
    }

    private static void Say(string what, ServedProcess serve)
    {
        var (all, mapped) = (serve.Megabytes, serve.MappedMegabytes);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what}: {all:0.0} MB, of which {mapped:0.0} are pages of mapped files")
        );
    }

    /// <summary>The same service in this process, which also holds the invented source and the caller; H-30 and H-5 of every race of as many days as it takes.</summary>
    public static async Task<int> PhasesAsync(int phases, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hippique-memory-").FullName;
        var settings = SettingsReader.Read(
            new Dictionary<string, string>
            {
                ["PORT"] = "0",
                ["DATA_DIR"] = folder,
                ["SOURCES__ORDER"] = "none",
            },
            folder
        );
        var token = AccessToken.ReadOrMake(folder);
        await using var app = ServeApp.Build(settings, token, terminal: false, Invent, plansDays: false);
        await app.StartAsync(cancellationToken);
        await app.Services.GetRequiredService<ServiceOpening>().WaitAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var client = Client(new Uri(address), token.Value);
        var done = 0;
        for (var day = InventedRaces.Day; done < phases; day = day.AddDays(1))
        {
            await ScheduleAsync(client, day, cancellationToken);
            for (var race = 0; race < RacesADay; race++)
            {
                foreach (var phase in (string[])["H30", "H5"])
                {
                    await RunAsync(client, day, race, phase, cancellationToken);
                    if (++done % 500 == 0)
                    {
                        Console.WriteLine(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{done} phases: {ServedProcess.MegabytesOf(Environment.ProcessId):0.0} MB, heap {GC.GetGCMemoryInfo().HeapSizeBytes / 1048576.0:0.0} MB"
                            )
                        );
                    }
                }
            }
        }
        // Quartz waits on the clock, which stands: the process ends without it.
        Directory.Delete(folder, recursive: true);
        Environment.Exit(0);
        return 0;
    }

    private static void Invent(IServiceCollection services)
    {
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(ParisTime.At(InventedRaces.Day, new TimeOnly(9, 0))));
        services.AddSingleton<IRaceSource, InventedSource>();
    }

    internal static async Task<int> ScheduleAsync(HttpClient client, DateOnly day, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync(
            "/schedule",
            new { date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return body.GetProperty("total_races").GetInt32();
    }

    private static async Task RunAsync(HttpClient client, DateOnly day, int race, string phase, CancellationToken cancellationToken)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var answer = await client.PostAsJsonAsync(
            "/run",
            new
            {
                course_url = $"https://www.zeturf.fr/fr/course/{date}/{InventedSource.CodeOf(race)}-x",
                phase,
                date,
                force = true,
            },
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    internal static HttpClient Client(ServedProcess serve, string token) => Client(serve.Address, token);

    private static HttpClient Client(Uri address, string token)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string> TokenAsync(string folder, CancellationToken cancellationToken) =>
        (await File.ReadAllTextAsync(Path.Combine(folder, "token"), cancellationToken)).Trim();

    /// <summary>Every day has its races; nothing is kept of what was asked.</summary>
    private sealed class InventedSource : IRaceSource
    {
        public string Name => "zeturf";

        public static RaceCode CodeOf(int race) => new(1 + race / 8, 1 + race % 8);

        public Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
            Task.FromResult<SourceAnswer<Programme>>(
                new SourceAnswer<Programme>.Found(
                    new Programme(date, [.. Enumerable.Range(0, RacesADay).Select(race => Line(date, race))], [])
                )
            );

        public Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
        {
            var off = OffOf(query.Link.Date, (query.Link.Code.Meeting - 1) * 8 + query.Link.Code.Race - 1);
            var card = InventedRaces.Card(new RaceId(query.Link.Date, query.Link.Code), off);
            return Task.FromResult<SourceAnswer<RaceView>>(
                new SourceAnswer<RaceView>.Found(new RaceView(card, [InventedRaces.Win(Pool.ZEturf, query.PlannedAt)], []))
            );
        }

        public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
            Task.FromResult<SourceAnswer<RaceResult>>(
                new SourceAnswer<RaceResult>.Refused(
                    new SourceError(SourceErrorKind.NoResultYet, Name, link.Url, Problem.Of($"the result"))
                )
            );

        private static ProgrammeRace Line(DateOnly date, int race) =>
            new()
            {
                Link = new RaceLink("zeturf", date, CodeOf(race), $"https://www.zeturf.fr/fr/course/{date:yyyy-MM-dd}/{CodeOf(race)}-x"),
                Meeting = $"VALMOREL {1 + race / 8}",
                Country = "FRA",
                Name = $"PRIX NUMERO {race + 1}",
                Off = OffOf(date, race),
            };

        private static DateTimeOffset OffOf(DateOnly date, int race) => ParisTime.At(date, new TimeOnly(11, 0)).AddMinutes(15 * race);
    }
}
