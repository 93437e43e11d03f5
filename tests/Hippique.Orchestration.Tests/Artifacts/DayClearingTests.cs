using System.Globalization;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources.Pages;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Artifacts;

public sealed class DayClearingTests : IDisposable
{
    // Half past one in the night, which still belongs to the programme of the 9th.
    private static readonly DateTimeOffset Night = new(2026, 3, 10, 0, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 9);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-").FullName;
    private readonly DiskArtifactStore _store;
    private readonly FakeTimeProvider _clock = new(Night);
    private readonly LinesLogger<DayClearing> _log = new();

    public DayClearingTests()
    {
        _store = new DiskArtifactStore(_folder);
        // The service ran yesterday.
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Folder(1)).FullName, "plan.json"), "{}");
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Pages_go_after_sixty_days_and_the_rest_of_a_day_after_KEEP_DAYS()
    {
        foreach (var age in new[] { 0, 60, 61, 100, 101 })
            await DayAsync(age);

        (await Clearing(100).ClearAsync(Token)).ShouldBe((3, 3 + 3 + 3 + Whole));

        foreach (var kept in new[] { 0, 60 })
            Files(kept).Length.ShouldBe(3 + Whole + Drafts);
        foreach (var bare in new[] { 61, 100 })
        {
            Files(bare).Length.ShouldBe(Whole + Drafts);
            Directory.Exists(Path.Combine(Folder(bare), "pages")).ShouldBeFalse();
        }
        Directory.Exists(Folder(101)).ShouldBeFalse();
        _log.Lines.Count.ShouldBe(3);
        _log.Lines.ShouldContain($"{3 + Whole} files of {Name(101)} cleared (everything, 101 days old)");
        (await Clearing(100).ClearAsync(Token)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Tomorrow_more_is_old()
    {
        await DayAsync(60);
        await DayAsync(0);
        (await Clearing(400).ClearAsync(Token)).Days.ShouldBe(0);

        _clock.Advance(TimeSpan.FromDays(1));

        (await Clearing(400).ClearAsync(Token)).ShouldBe((1, 3));
    }

    [Fact]
    public async Task Pages_are_never_kept_longer_than_the_day()
    {
        await DayAsync(8);

        await Clearing(7).ClearAsync(Token);

        Directory.Exists(Folder(8)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(420, 400)]
    [InlineData(4000, 60)]
    public async Task A_clock_that_leaps_ahead_makes_no_day_old(int leap, int keepDays)
    {
        await DayAsync(0);
        await DayAsync(50);
        _clock.Advance(TimeSpan.FromDays(leap));

        await Clearing(keepDays).ClearAsync(Token);

        Directory.Exists(Folder(0)).ShouldBeTrue();
        Directory.Exists(Folder(50)).ShouldBe(keepDays > 50);
    }

    [Fact]
    public async Task After_a_pause_the_second_day_clears_what_became_old_in_it()
    {
        await DayAsync(0);
        _clock.Advance(TimeSpan.FromDays(90));
        (await Clearing(80).ClearAsync(Token)).ShouldBe((0, 0));
        await DayAsync(-90);
        _clock.Advance(TimeSpan.FromDays(1));

        await Clearing(80).ClearAsync(Token);

        Directory.Exists(Folder(0)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_the_programs_own_stays()
    {
        await DayAsync(500);
        string[] own =
        [
            $"{Name(500)}/notes.txt",
            $"{Name(500)}/plan.json.bak",
            $"{Name(500)}/pages/aa/mine.gz",
            $"{Name(500)}/pages/list.txt",
            $"{Name(500)}/R1C1/photo.jpg",
            $"{Name(500)}/R1C1/my_result.json",
            $"{Name(500)}/R1C1/result_old.json",
            $"{Name(500)}/R1C1/result_.json",
            $"{Name(500)}/R01C1/plan.json",
            $"{Name(500)}/holiday/plan.json",
            "2020-01-01.txt",
            "2020-13-41/plan.json",
            "history/2020-01-01.jsonl",
            "shadow/gpi-edge/2020-01.jsonl",
            "trials/2020-01-01-gpi-edge/trial.json",
            "token",
        ];
        foreach (var file in own)
            Write(file);

        (await Clearing(400).ClearAsync(Token)).ShouldBe((1, 3 + Whole));

        Directory
            .EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder, file))
            .ShouldBe([.. own, $"{Name(1)}/plan.json", ".lock"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_behind_a_link_is_touched()
    {
        var elsewhere = Directory.CreateTempSubdirectory("hippique-elsewhere-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(elsewhere, "plan.json"), "{}");
            Directory.CreateSymbolicLink(Path.Combine(_folder, Name(500)), elsewhere);
            Directory.CreateDirectory(Folder(501));
            Directory.CreateSymbolicLink(Path.Combine(Folder(501), "pages"), elsewhere);
            Directory.CreateSymbolicLink(Path.Combine(Folder(501), "R1C1"), elsewhere);

            (await Clearing(400).ClearAsync(Token)).ShouldBe((0, 0));

            File.Exists(Path.Combine(elsewhere, "plan.json")).ShouldBeTrue();
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public async Task Every_file_that_the_phases_leave_is_known_as_the_programs_own()
    {
        var bench = new PhaseBench();
        await bench.ScheduledAsync(Token);
        await bench.RunAsync(Phase.H30, Token);
        await bench.RunAsync(Phase.H5, Token);

        // The ledger is of no day, and is kept.
        var files = (await bench.Store.ListAsync("2", Token)).Select(path => path.Split('/')).ToList();

        files.Count.ShouldBeGreaterThan(5);
        files.Where(path => !(path.Length == 2 ? ArtifactPaths.IsOwnOfDay(path[1]) : ArtifactPaths.IsOwnOfRace(path[2]))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Data_folder_that_is_not_there_yet_is_no_error()
    {
        using var absent = new DiskArtifactStore(Path.Combine(_folder, "absent"));

        (await new DayClearing(absent, 400, _clock, _log).ClearAsync(Token)).ShouldBe((0, 0));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Files of <see cref="DayAsync"/> that are no pages: the plan and those of the race, of which the draft is not counted.</summary>
    private static int Whole => OfRace.Length;

    /// <summary>Files that a killed writer left half written.</summary>
    private const int Drafts = 1;

    private static readonly string[] OfRace =
    [
        "snapshot_h30.json",
        "snapshot_h5.json",
        "cotes.csv",
        "analysis_h5.json",
        "tickets.json",
        "result.json",
        "result_2.json",
        "settlement.json",
        "close.json",
        "run_h30.log",
        "run_h5.log",
        "module_h5.json",
        "module_h5/deep/any name",
        "snapshot_extra_h30_20251122T110000Z.json",
        "snapshot_extra_h5_20251122T110000Z.json",
        "analysis_extra_h5_20251122T110000Z.json",
        "module_extra_h5_20251122T110000Z/deep/any name",
        "run_extra_h30.log",
        "run_extra_h5.log",
        ".snapshot_h5.json.0123456789abcdef0123456789abcdef.tmp",
    ];

    private DayClearing Clearing(int keepDays) => new(_store, keepDays, _clock, _log);

    private static string Name(int age) => Today.AddDays(-age).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Folder(int age) => Path.Combine(_folder, Name(age));

    private string[] Files(int age) => Directory.GetFiles(Folder(age), "*", SearchOption.AllDirectories);

    /// <summary>A day as the program leaves it: two bodies and an index, a plan, a race.</summary>
    private async Task DayAsync(int age)
    {
        var archive = new PageArchive(new ArtifactSourceStore(_store));
        var at = new DateTimeOffset(Today.AddDays(-age), new TimeOnly(12, 0), TimeSpan.Zero);
        foreach (var body in new[] { "une page", "une autre" })
            await archive.AppendAsync(
                new RecordedExchange
                {
                    At = at,
                    Url = "https://site.example/",
                    Status = 200,
                },
                System.Text.Encoding.UTF8.GetBytes(body),
                Token
            );
        foreach (var file in OfRace.Select(file => "R1C1/" + file).Prepend("plan.json"))
            Write($"{Name(age)}/{file}");
    }

    private void Write(string file)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");
    }
}
