using System.Diagnostics;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Data.Sqlite;

namespace Hippique.EndToEnd.Serving;

/// <summary>The real program is asked to stop while it plans, and while it waits for the queue's file. Eight seconds are promised; how long it took is in the output.</summary>
public sealed class StopElsewhereTests(ITestOutputHelper output) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-stop-").FullName;
    private readonly InventedPmuSite _site = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Database => new EmbeddedOptions { DataFolder = Path.Combine(_folder, "data") }.DatabasePath;

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Asked_to_stop_while_it_plans_at_its_start_the_plan_stays_open()
    {
        _site.Open();
        _site.HangProgramme(_site.Race.Date);
        using (var serve = Serve())
        {
            await serve.UntilAsync(() => _site.AskedForProgramme(_site.Race.Date));
            (await StopAsync(serve)).ShouldBe(0);
        }
        // Before nine in Paris the plan of the morning waits beside it.
        (await RecordsAsync())
            .Single(record => record.Task.Name.Contains("-start-", StringComparison.Ordinal))
            .End.ShouldBeNull();

        _site.AnswerProgramme();
        using var again = Serve();
        await ShouldBeDoneAsync(again);
    }

    [Fact]
    public async Task Asked_to_stop_while_another_program_holds_the_queue_file_it_ends_and_the_next_start_goes_on()
    {
        _site.Hang();
        using (var serve = Serve())
        {
            await serve.UntilAsync(() => _site.Looks > 0);
            await using var other = new SqliteConnection(SqlTaskStore.ConnectionString(Database));
            await other.OpenAsync(Token);
            await using var held = await other.BeginTransactionAsync(Token);
            await using var write = other.CreateCommand();
            write.CommandText = "UPDATE tasks SET name = name";
            await write.ExecuteNonQueryAsync(Token);

            // Giving the lease back has to wait for the file: the process is ended as it stands (143, or 137 if a library waits in that too), unless the machine is so slow that the
            // wait gives up first.
            (await StopAsync(serve)).ShouldBeOneOf(0, 137, 143);
        }
        (await RecordsAsync()).Single(record => record.Task.Kind == TaskKind.H5).End.ShouldBeNull();

        _site.Open();
        using var again = Serve();
        await ShouldBeDoneAsync(again);
    }

    private async Task<int> StopAsync(HippiqueProcess serve)
    {
        var since = Stopwatch.StartNew();
        var code = await serve.TerminateAsync();
        output.WriteLine($"stopped after {since.Elapsed.TotalSeconds:0.0} s with {code}");
        return code;
    }

    private HippiqueProcess Serve() =>
        new(
            _folder,
            "serve",
            ("PORT", "0"),
            ("OPERATORS", "pmu"),
            ("SOURCES__ORDER", "pmu"),
            ("SOURCES__PMU__BASE_URL", _site.Address.AbsoluteUri)
        );

    private async Task ShouldBeDoneAsync(HippiqueProcess serve)
    {
        var name = TaskName.Run(_site.Race, Phase.H5);
        await serve.UntilAsync(() =>
            RecordsAsync().GetAwaiter().GetResult().Any(record => record.Task.Name == name && record.End is TaskEnd.Late)
        );
        (await serve.TerminateAsync()).ShouldBe(0);
    }

    private async Task<IReadOnlyList<TaskRecord>> RecordsAsync()
    {
        await using var table = new SqlTaskStore(Database);
        return await table.OfDayAsync(_site.Race.Date, Token);
    }
}
