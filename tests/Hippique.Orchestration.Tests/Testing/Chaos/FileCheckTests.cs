using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Chaos;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Testing.Chaos;

/// <summary>That the checks of rehearsed days find what they are there for, on the files of a day that the program itself has carried out.</summary>
public sealed class FileCheckTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-checked-").FullName;
    private string Race => Path.Combine(_folder, ArtifactPaths.Race(InventedRaces.Id));
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "rehearsal.json"),
            $$"""{ "date": "{{InventedRaces.Day:yyyy-MM-dd}}", "start": "2025-11-22T10:00:00Z", "started_at": 0, "speed": 60, "countries": ["FRA"] }""",
            Token
        );
        var bench = await new PhaseBench(new DiskArtifactStore(_folder)).ScheduledAsync(Token);
        await bench.RunAsync(Phase.H30, Token);
        await bench.RunAsync(Phase.H5, Token);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_race_that_was_decided_once_has_no_fault() => Faults(new TaskEnd.Done()).ShouldBeEmpty();

    [Fact]
    public void An_analysis_of_another_snapshot_is_found()
    {
        File.AppendAllText(Path.Combine(Race, ArtifactPaths.SnapshotH5Name), " ");
        Faults(new TaskEnd.Done()).ShouldHaveSingleItem().ShouldEndWith("the analysis is of another snapshot_h5.json");
    }

    [Fact]
    public void Tickets_that_are_not_the_analysis_are_found()
    {
        File.AppendAllText(Path.Combine(Race, "tickets.json"), " ");
        Faults(new TaskEnd.Done()).ShouldHaveSingleItem().ShouldEndWith("the tickets are not the analysis'");
    }

    [Fact]
    public void A_look_that_is_done_without_its_files_and_one_that_is_missed_with_them_are_found()
    {
        Faults(new TaskEnd.Missed("late")).ShouldHaveSingleItem().ShouldStartWith("wrong: ");
        File.Delete(Path.Combine(Race, "tickets.json"));
        Faults(new TaskEnd.Done()).ShouldHaveSingleItem().ShouldStartWith("lost: ");
    }

    [Fact]
    public void Rows_looks_and_stakes_that_are_there_twice_are_found()
    {
        var cotes = Path.Combine(Race, ArtifactPaths.CotesName);
        File.AppendAllText(cotes, File.ReadAllLines(cotes)[^1] + "\n");
        File.WriteAllText(Path.Combine(Race, "snapshot_extra_h5_20251122T120000Z.json"), "{}");
        Faults(new TaskEnd.Done(), new Euro(1)).Select(fault => fault.Split(':')[0]).ShouldBe(["doubled", "doubled", "doubled"]);
    }

    private IReadOnlyList<string> Faults(TaskEnd end, Euro? limit = null) =>
        new FileCheck(RehearsedFolder.Find(_folder)!, limit).Faults([
            new TaskRecord { Task = PhaseBench.Task(Phase.H30), End = new TaskEnd.Done() },
            new TaskRecord { Task = PhaseBench.Task(Phase.H5), End = end },
        ]);
}
