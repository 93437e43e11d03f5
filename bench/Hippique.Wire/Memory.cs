using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hippique.Mirror;
using Hippique.Racing;
using Hippique.Sources.Recording;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.Racing;

namespace Hippique.Wire;

/// <summary>Memory of the service (<c>VmRSS</c>): at rest after the plan of a real day from three sources, and over thousands of phases.</summary>
internal static class Memory
{
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
        var service = await InventedService.StartAsync(cancellationToken);
        var done = 0;
        for (var day = InventedRaces.Day; done < phases; day = day.AddDays(1))
        {
            await service.PlanAsync(day, cancellationToken);
            foreach (var (race, phase) in InventedService.Looks)
            {
                await service.RunAsync(day, race, phase, cancellationToken);
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
        return service.End();
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

    internal static HttpClient Client(ServedProcess serve, string token) => Client(serve.Address, token);

    internal static HttpClient Client(Uri address, string token)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string> TokenAsync(string folder, CancellationToken cancellationToken) =>
        (await File.ReadAllTextAsync(Path.Combine(folder, "token"), cancellationToken)).Trim();
}
