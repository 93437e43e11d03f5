using System.Text.Json;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Postgres;

namespace Hippique.EndToEnd.Backups;

/// <summary>The folder of a real service is lost; what <c>hippique backup</c> wrote beside it while the service worked is all that is left.</summary>
public sealed class LostFolderTests(SharedPostgres shared) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-lost-").FullName;
    private readonly InventedPmuSite _site = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Data => Path.Combine(_folder, "data");
    private string Backup => Path.Combine(_folder, "backup.tar.gz");

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_phase_that_was_under_way_is_done_after_the_restore()
    {
        _site.Hang();
        using (var lost = Serve())
        {
            await lost.UntilAsync(() => _site.Looks > 0);
            await RunAsync("backup backup.tar.gz");
            await lost.KillAsync();
        }
        Directory.Delete(Data, recursive: true);

        await RunAsync("restore backup.tar.gz");
        (await EndAsync()).ShouldBeNull();
        _site.Open();
        using var again = Serve();
        await again.UntilAsync(() => EndAsync().GetAwaiter().GetResult() is not null);
        (await EndAsync()).ShouldBeOfType<TaskEnd.Late>();
        File.Exists(Path.Combine(Data, ArtifactPaths.Tickets(_site.Race))).ShouldBeTrue();
        (await again.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_done_is_there_to_the_byte_and_is_not_done_again()
    {
        _site.Open();
        Dictionary<string, byte[]> before;
        TaskEnd? end = null;
        using (var lost = Serve())
        {
            await lost.UntilAsync(() => (end = EndAsync().GetAwaiter().GetResult()) is not null);
            await RunAsync("backup backup.tar.gz");
            await lost.KillAsync();
            before = Artifacts();
        }
        var looks = _site.Looks;
        Directory.Delete(Data, recursive: true);

        var told = await RunAsync("restore backup.tar.gz --json");
        told.GetProperty("days").GetInt32().ShouldBeGreaterThan(0);
        foreach (var (path, bytes) in Artifacts())
            before[path].AsSpan().StartsWith(bytes).ShouldBeTrue(path);
        Artifacts().ShouldContainKey(ArtifactPaths.Tickets(_site.Race));

        using var again = Serve();
        await again.SaysAsync("serves on");
        (await EndAsync()).ShouldBe(end);
        (await again.TerminateAsync()).ShouldBe(0);
        _site.Looks.ShouldBe(looks);
    }

    [Fact]
    public async Task Half_a_restore_is_not_worked_with_and_is_completed()
    {
        await FilledAsync();
        await RunAsync("backup backup.tar.gz");
        Directory.Delete(Data, recursive: true);
        await using (var file = File.OpenRead(Backup))
        {
            var contents = (await BackupReader.OpenAsync(Backup, file, Token)).Contents;
            using var store = new DiskArtifactStore(Data);
            await store.PutIfAbsentAsync(RestoreMark.Path, ArtifactJson.Write(new RestoreMark(contents.Sha256, Backup)), Token);
        }

        foreach (var verb in (string[])["serve", "schedule --date today", "backup another.tar.gz"])
        {
            using var refused = Run(verb);
            (await refused.ExitAsync()).ShouldBe(1, verb);
            refused.Error.ShouldContain(line => line.Contains("has not ended: hippique restore", StringComparison.Ordinal), verb);
        }
        await RunAsync("restore backup.tar.gz");
        await RunAsync("backup another.tar.gz");
    }

    [Theory]
    [InlineData("backup backup.tar.gz", "backup.tar.gz is there already")]
    [InlineData("backup data/mine.tar.gz", "would be lost with")]
    [InlineData("restore backup.tar.gz", "there is something here already")]
    [InlineData("restore data/queue.db", "no backup of this program")]
    public async Task What_would_lose_something_is_refused_in_one_line(string verb, string why)
    {
        await FilledAsync();
        await RunAsync("backup backup.tar.gz");

        using var refused = Run(verb);

        (await refused.ExitAsync()).ShouldBe(1);
        refused.Error.ShouldHaveSingleItem().ShouldContain(why);
        Directory.GetFiles(_folder, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_is_there_is_no_backup()
    {
        using var refused = Run("backup backup.tar.gz");

        (await refused.ExitAsync()).ShouldBe(1);
        refused.Error.ShouldHaveSingleItem().ShouldContain("nothing is kept in");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_in_which_a_service_works_is_not_restored_into()
    {
        await FilledAsync();
        await RunAsync("backup backup.tar.gz");
        _site.Open();
        using var serve = Serve();
        await serve.SaysAsync("serves on");

        using var refused = Run("restore backup.tar.gz");

        (await refused.ExitAsync()).ShouldBe(1);
        refused.Error.ShouldHaveSingleItem().ShouldContain("stop it first");
        (await serve.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_on_one_machine_goes_to_a_database_and_back()
    {
        var server = await shared.ServerAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        (string, string)[] several = [("QUEUE", "postgres"), ("DATABASE_URL", await server!.NewDatabaseAsync()), ("NODE_NAME", "one")];
        await FilledAsync();
        var before = await RunAsync("backup backup.tar.gz --json");
        Directory.Move(Data, Path.Combine(_folder, "one"));

        await RunAsync("restore backup.tar.gz", several);
        await RunAsync("backup several.tar.gz", several);
        Directory.Delete(Data, recursive: true);
        var back = await RunAsync("restore several.tar.gz --json");

        foreach (var name in (string[])["files", "tasks", "bytes", "days"])
            back.GetProperty(name).GetInt64().ShouldBe(before.GetProperty(name).GetInt64(), name);
        (await EndAsync()).ShouldBe(new TaskEnd.Late(3));
        File.ReadAllBytes(Path.Combine(Data, "hosts", "www.example.org.json"))
            .ShouldBe(File.ReadAllBytes(Path.Combine(_folder, "one", "hosts", "www.example.org.json")));
    }

    /// <summary>Without a service: a task, an artifact and a count.</summary>
    private async Task FilledAsync()
    {
        using var store = new DiskArtifactStore(Data);
        await store.PutIfAbsentAsync(ArtifactPaths.Tickets(_site.Race), "{}\n"u8.ToArray(), Token);
        await store.PutIfAbsentAsync("hosts/www.example.org.json", "{}\n"u8.ToArray(), Token);
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Data }.DatabasePath);
        var task = PlanSchedule.TaskOf(_site.Race, Phase.H5, _site.Off);
        await table.AddAsync(task, Token);
        await table.EndAsync(task.Name, new TaskEnd.Late(3), _site.Off.AddMinutes(-4), Token);
    }

    private Dictionary<string, byte[]> Artifacts()
    {
        using var store = new DiskArtifactStore(Data);
        return store
            .ListAsync("", Token)
            .GetAwaiter()
            .GetResult()
            .Where(path => path.StartsWith("20", StringComparison.Ordinal))
            .ToDictionary(path => path, path => File.ReadAllBytes(Path.Combine(Data, path)));
    }

    private HippiqueProcess Serve() => Run("serve");

    private HippiqueProcess Run(string verb, params (string Name, string Value)[] variables) =>
        new(
            _folder,
            verb,
            [
                ("PORT", "0"),
                ("OPERATORS", "pmu"),
                ("SOURCES__ORDER", "pmu"),
                ("SOURCES__PMU__BASE_URL", _site.Address.AbsoluteUri),
                .. variables,
            ]
        );

    private async Task<JsonElement> RunAsync(string verb, params (string Name, string Value)[] variables)
    {
        using var run = Run(verb, variables);
        (await run.ExitAsync()).ShouldBe(0, string.Join(Environment.NewLine, run.Error));
        return verb.EndsWith("--json", StringComparison.Ordinal) ? JsonElement.Parse(string.Concat(run.Out)) : default;
    }

    private async Task<TaskEnd?> EndAsync()
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Data }.DatabasePath);
        return (await table.FindAsync(TaskName.Run(_site.Race, Phase.H5), Token))?.End;
    }
}
