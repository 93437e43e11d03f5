using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Opening;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Wire;

/// <summary>The whole service in this process, with an invented source and a clock that stands; its phases are run by <c>POST /run</c>.</summary>
internal sealed class InventedService(string folder, HttpClient client)
{
    /// <summary>What is run of a day, in this order.</summary>
    public static IEnumerable<(int Race, string Phase)> Looks =>
        from race in Enumerable.Range(0, InventedSource.Races)
        from phase in (string[])["H30", "H5"]
        select (race, phase);

    /// <summary>Calls it with the token.</summary>
    public HttpClient Client => client;

    public static async Task<InventedService> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hippique-invented-").FullName;
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
        var app = ServeApp.Build(settings, token, terminal: false, Invent, plansDays: false);
        await app.StartAsync(cancellationToken);
        await app.Services.GetRequiredService<ServiceOpening>().WaitAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new InventedService(folder, Memory.Client(new Uri(address), token.Value));
    }

    public Task PlanAsync(DateOnly day, CancellationToken cancellationToken) => Memory.ScheduleAsync(client, day, cancellationToken);

    /// <returns>From the call to its answer.</returns>
    public async Task<TimeSpan> RunAsync(DateOnly day, int race, string phase, CancellationToken cancellationToken)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var begun = Stopwatch.GetTimestamp();
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
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Ends the process: Quartz would wait on the clock, which stands.</summary>
    public int End()
    {
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
}
