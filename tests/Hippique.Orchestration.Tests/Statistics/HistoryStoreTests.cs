using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Testing.Artifacts;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class HistoryStoreTests : IDisposable
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private readonly IArtifactStore _artifacts = new MemoryArtifactStore();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-history-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_day_is_one_file_with_a_race_a_line_by_number()
    {
        await Store().ImportAsync([Race("R2C1"), Race("R1C1"), Race("R1C1", Monday.AddDays(1))], Cancel);

        (await _artifacts.ListAsync("", Cancel)).ShouldBe(["history/2026-03-02.jsonl", "history/2026-03-03.jsonl"]);
        (await TextAsync()).ShouldBe(
            """
            {"date":"2026-03-02","race":"R1C1","family":"trot","runners":[{"horse":"ECLAIR","won":true}]}
            {"date":"2026-03-02","race":"R2C1","family":"trot","runners":[{"horse":"ECLAIR","won":true}]}

            """
        );
    }

    [Fact]
    public async Task A_race_that_is_there_stays_as_it_is()
    {
        await Store().ImportAsync([Race("R1C1")], Cancel);
        var before = await TextAsync();

        (await Store().ImportAsync([Race("R1C1", horse: "AUTRE")], Cancel)).ShouldBe(new HistoryImport(0, 1));

        (await TextAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_race_that_comes_twice_in_one_import_is_added_once() =>
        (await Store().ImportAsync([Race("R1C1"), Race("R1C1")], Cancel)).ShouldBe(new HistoryImport(1, 1));

    /// <summary>Of writers that import at the same time, each one's races are there once.</summary>
    [Fact]
    public async Task Imports_at_the_same_time_lose_nothing_and_add_nothing_twice()
    {
        var imports = await Task.WhenAll(
            Enumerable.Range(1, 12).Select(i => Task.Run(() => Store().ImportAsync([Race($"R1C{i}"), Race("R9C9")], Cancel), Cancel))
        );

        imports.Sum(import => import.New).ShouldBe(13);
        imports.Sum(import => import.Known).ShouldBe(11);
        (await Store().RacesAsync(Monday, Cancel)).Count.ShouldBe(13);
    }

    [Fact]
    public async Task Races_of_a_day_without_a_file_are_none() => (await Store().RacesAsync(Monday, Cancel)).ShouldBeEmpty();

    [Fact]
    public async Task A_write_that_fails_loses_the_day_that_failed_and_the_next_import_adds_it()
    {
        var disk = new BreakingStore(_artifacts, failAt: 2);
        var store = new HistoryStore(disk);
        PastRace[] races = [Race("R1C1"), Race("R1C1", Monday.AddDays(1))];

        await Should.ThrowAsync<ArtifactException>(() => store.ImportAsync(races, Cancel));
        disk.Mended = true;

        (await store.ImportAsync(races, Cancel)).ShouldBe(new HistoryImport(1, 1));
        (await store.LoadAsync(Cancel)).Races.ShouldBe(2);
    }

    [Theory]
    [InlineData("null\n")]
    [InlineData("{\"date\":\"2026-03-02\"}\n")]
    [InlineData("half a li")]
    public async Task A_file_that_does_not_read_is_named_with_its_line(string line)
    {
        await Store().ImportAsync([Race("R1C1")], Cancel);
        await _artifacts.AppendLinesAsync("history/2026-03-02.jsonl", Encoding.UTF8.GetBytes(line), Cancel);

        foreach (var use in new Func<Task>[] { Load, Races, Import })
        {
            var error = await Should.ThrowAsync<UnreadableFileException>(use);
            error.Message.ShouldStartWith("history/2026-03-02.jsonl:2: ");
        }

        Task Load() => Store().LoadAsync(Cancel);
        Task Races() => Store().RacesAsync(Monday, Cancel);
        Task Import() => Store().ImportAsync([Race("R1C2")], Cancel);
    }

    [Fact]
    public void TryReadFile_of_another_kind_of_file_is_null()
    {
        HistoryStore.TryReadFile(Path.Combine(_folder.FullName, "absent.jsonl")).ShouldBeNull();
        HistoryStore.TryReadFile(Write("races.jsonl.gz", "{\"family\":\"trot\"}")).ShouldBeNull();
        HistoryStore.TryReadFile(Write("races.jsonl", "{\"date\":\"2026-03-02\",\"discipline\":\"harness\"}")).ShouldBeNull();
        HistoryStore.TryReadFile(Write("empty.jsonl", "")).ShouldBeNull();
    }

    [Fact]
    public async Task TryReadFile_of_a_day_of_the_record_is_its_races()
    {
        await Store().ImportAsync([Race("R1C1"), Race("R1C2")], Cancel);
        var read = HistoryStore.TryReadFile(Write("2026-03-02.jsonl", await TextAsync()))!;
        read.Select(race => race.Race).ShouldBe(["R1C1", "R1C2"]);
        read[0].Runners.ShouldHaveSingleItem().Won.ShouldBeTrue();
    }

    private HistoryStore Store() => new(_artifacts);

    private async Task<string> TextAsync() =>
        Encoding.UTF8.GetString((await _artifacts.GetAsync("history/2026-03-02.jsonl", Cancel))!.Content.Span);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static PastRace Race(string code, DateOnly? date = null, string horse = "ECLAIR") =>
        new()
        {
            Date = date ?? Monday,
            Race = code,
            Family = DisciplineFamily.Trot,
            Runners = [new PastRunner { Horse = horse, Won = true }],
        };
}
