using System.Globalization;
using Hippique.EndToEnd.Demo;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Chaos;
using Hippique.Testing.Postgres;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>
/// The real program rehearses the demo's day, on which tickets are proposed, while its services are killed, stopped and cut off at random: nothing is lost, nothing is done twice, and no more
/// is staked than the day allows. How many looks are in time is the machine's affair. <c>bench/chaos</c> does the same for as long as one likes.
/// </summary>
public sealed class ChaosDayTests(SharedPostgres shared, FinishedDemo demo) : IClassFixture<FinishedDemo>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-chaos-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_hundred_kills_over_a_day_lose_nothing_and_double_nothing()
    {
        await using var tasks = new RehearsedTasks(null);
        var report = await RunAsync(
            Options(tasks, seed: 20310504, incidents: 100) with
            {
                Day = Day(speed: 20),
                AfterLastRace = true,
                UntilLook = true,
                LongestLife = TimeSpan.FromSeconds(0.6),
            }
        );

        report.Incidents.ShouldBe(new Dictionary<IncidentKind, int> { [IncidentKind.Kill] = 100 });
        report.Looks.ShouldContain(look => look.End != null && look.End.IsDone);
    }

    [Fact]
    public async Task Two_services_of_one_day_that_are_killed_stopped_and_cut_off_lose_nothing_and_double_nothing()
    {
        var server = await shared.ServerAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        var address = await server!.NewDatabaseAsync();
        await using var tasks = new RehearsedTasks(address);
        var report = await RunAsync(
            Options(tasks, seed: 20310505, incidents: 10) with
            {
                Day = Day(speed: 60),
                AfterLastRace = true,
                Nodes = 2,
                Database = (address, new Uri(address).Port),
                LongestAbsence = TimeSpan.FromSeconds(4),
            }
        );

        report.Incidents.Values.Sum().ShouldBe(10);
    }

    private static async Task<ChaosReport> RunAsync(ChaosOptions options)
    {
        using var day = new ChaosDay(options);
        var report = await day.RunAsync(Token);
        report.Faults.ShouldBeEmpty(string.Join('\n', report.Lines()));
        return report;
    }

    private ChaosOptions Options(RehearsedTasks tasks, int seed, int incidents) =>
        new()
        {
            Tasks = tasks.ReadAsync,
            Program = (working, arguments) => ProgramEnvironment.Of(Path.Combine(AppContext.BaseDirectory, "hippique"), working, arguments),
            Folder = _folder,
            Day = [],
            // The rules with the lowest thresholds, and a limit that their tickets of a day exceed by far.
            Variables = new Dictionary<string, string> { ["RULES"] = "gpi-edge" },
            DailyLimit = new Euro(3),
            Random = new Random(seed),
            Incidents = incidents,
            // What is judged is that it comes right, not how busy the machine is.
            Within = TimeSpan.FromMinutes(1),
        };

    /// <summary>Forty races within five hours: something is under way in each life.</summary>
    private string[] Day(int speed) =>
        [
            Directory.GetDirectories(demo.Folder, "20??-??-??").Single(),
            "--at",
            "12:00",
            "--speed",
            speed.ToString(CultureInfo.InvariantCulture),
        ];
}
