using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Hippique.Testing.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Replay;

public sealed class ReplayRunnerTests : IDisposable
{
    private static readonly DateOnly Day = new(2031, 3, 14);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hippique-replay-{Guid.NewGuid():N}");

    private string File_ => Path.Combine(_folder, "races.jsonl.gz");
    private string Out => Path.Combine(_folder, "out");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ReplayRunner Runner(IRaceAnalyser? analyser = null) =>
        new(analyser ?? new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), PhaseBench.Settings, NullLoggerFactory.Instance);

    [Fact]
    public async Task Replay_InventedDay_EveryPhaseIsDoneAndTheHashIsThatOfTheFiles()
    {
        InventedDay.Write(File_, InventedDay.Lines(Day, 9));
        var total = (await Runner().RunDayAsync(File_, Day, Out, null, Cancel)).Total;
        total.Phases.ShouldBe(new PhaseCounts(18, 0, 0, 0, 0));
        total.Odds.ShouldBe(new OddsCounts(new(3, 6, 0, 0), new(3, 6, 0)));
        // The definition, on the files themselves.
        var lines = Directory
            .GetFiles(Out, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".log", StringComparison.Ordinal))
            .Select(path => (Path: Path.GetRelativePath(Out, path).Replace('\\', '/'), Hash: SHA256.HashData(File.ReadAllBytes(path))))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => $"{file.Path}\t{Convert.ToHexStringLower(file.Hash)}\n")
            .ToList();
        total.Artifacts.ShouldBe(lines.Count);
        total.ArtifactsSha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))));
    }

    [Fact]
    public async Task Replay_LinesInAnotherOrder_GivesTheSameBytes()
    {
        var lines = InventedDay.Lines(Day, 9);
        InventedDay.Write(File_, lines);
        var one = (await Runner().RunDayAsync(File_, Day, Path.Combine(_folder, "a"), null, Cancel)).Total;
        InventedDay.Write(File_, lines.Reverse());
        var other = (await Runner().RunDayAsync(File_, Day, Path.Combine(_folder, "b"), null, Cancel)).Total;
        other.ArtifactsSha256.ShouldBe(one.ArtifactsSha256);
    }

    [Fact]
    public async Task Replay_TicketsOnFavourites_AreSettledAtTheClose()
    {
        InventedDay.Write(File_, InventedDay.Lines(Day, 9));
        var total = (await Runner(new FakeAnalyser()).RunDayAsync(File_, Day, Out, null, Cancel)).Total;
        total.Decisions.ShouldBe(new DecisionCounts(9, 0, 0));
        (total.Tickets, total.Unsettled).ShouldBe((9, 0));
        (total.Staked.Amount, total.StakedWin.Amount).ShouldBe((18m, 18m));
        // The day has no official dividends. What was settled is on disk as the service leaves it, and the record of past races is not touched.
        var settlements = Directory.GetFiles(Out, "settlement.json", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        settlements.Count.ShouldBe(9);
        total.Basis.ShouldBe(
            new BasisCounts(0, settlements.Count(text => text.Contains("\"basis\": \"closing_odds\"", StringComparison.Ordinal)))
        );
        Directory.Exists(Path.Combine(Out, "history")).ShouldBeFalse();
    }

    [Fact]
    public async Task Replay_LineCutInHalf_FailsThatRaceByNameAndRunsTheOthers()
    {
        var lines = InventedDay.Lines(Day, 9).ToList();
        lines[4] = lines[4][..(lines[4].Length / 2)];
        InventedDay.Write(File_, lines);
        var report = await Runner().RunDayAsync(File_, Day, Out, null, Cancel);
        report.Refused.ShouldHaveSingleItem().Where.ShouldBe("races.jsonl.gz:5");
        report.Total.Races.ShouldBe(9);
        report.Total.Phases.ShouldBe(new PhaseCounts(16, 0, 0, 0, 2));
    }

    [Fact]
    public async Task ReplayAll_TwoDaysAndALineWithoutADate_CountsItOnce()
    {
        InventedDay.Write(File_, [.. InventedDay.Lines(Day, 4), "no race at all", .. InventedDay.Lines(Day.AddDays(1), 5)]);
        var report = await Runner().RunAllAsync(File_, Out, null, Cancel);
        report.Days.Select(day => day.Phases).ShouldBe([new PhaseCounts(8, 0, 0, 0, 0), new PhaseCounts(10, 0, 0, 0, 0)]);
        report.Total.Phases.ShouldBe(new PhaseCounts(18, 0, 0, 0, 2));
        report.Total.Races.ShouldBe(10);
        report.Refused.Count.ShouldBe(1);
        var summaries = report.ToSummaries();
        (summaries.From, summaries.To).ShouldBe((Day, Day.AddDays(1)));
    }

    [Fact]
    public async Task ReplayAll_LaterDays_KnowWhatTheEarlierOnesPlayedAndNothingElse()
    {
        InventedDay.Write(File_, [.. InventedDay.Lines(Day.AddDays(1), 4), .. InventedDay.Lines(Day, 3)]);
        var analyser = new FakeAnalyser();
        await Runner(analyser).RunAllAsync(File_, Out, null, Cancel);
        var first = analyser.Given.Where(input => input.H5.Card.Id.Date == Day).Select(input => input.Player).ToList();
        var second = analyser.Given.Where(input => input.H5.Card.Id.Date == Day.AddDays(1)).Select(input => input.Player).ToList();
        // 2 € on every favourite, three races and four.
        first.Select(player => (player.DayStaked.Amount, player.WeekStaked.Amount)).ShouldBe([(0m, 0m), (2m, 2m), (4m, 4m)]);
        first.ShouldAllBe(player => player.ClosingLineValues.Count == 0);
        second.Select(player => (player.DayStaked.Amount, player.WeekStaked.Amount)).ShouldBe([(0m, 6m), (2m, 8m), (4m, 10m), (6m, 12m)]);
        second.ShouldAllBe(player => player.ClosingLineValues.Count == 3);
        // The last race of the day before comes first: its favourite was taken at what the look showed and closed at the recorded price.
        var last = analyser.Given.Last(input => input.H5.Card.Id.Date == Day).H5;
        var taken = last.Pools[0].Win.MinBy(price => price.Odds.Value)!;
        var closed = RecordedRaces
            .ReadDay(File_, Day, Cancel)
            .ShouldBeOfType<SourceAnswer<RecordedDay>.Found>()
            .Value.Races[^1]
            .Pools[0]
            .Close;
        second[0]
            .ClosingLineValues[0]
            .ShouldBe(Math.Log(taken.Odds.Value / closed.First(price => price.Number == taken.Number).Odds.Value), 1e-12);
    }

    [Fact]
    public async Task ReplayAll_Again_GivesTheSameBytes()
    {
        InventedDay.Write(File_, [.. InventedDay.Lines(Day, 9), .. InventedDay.Lines(Day.AddDays(1), 9)]);
        var one = (await Runner(new FakeAnalyser()).RunAllAsync(File_, Path.Combine(_folder, "a"), null, Cancel)).Total;
        var other = (await Runner(new FakeAnalyser()).RunAllAsync(File_, Path.Combine(_folder, "b"), null, Cancel)).Total;
        other.ArtifactsSha256.ShouldBe(one.ArtifactsSha256);
    }

    [Fact]
    public async Task Replay_FolderHoldsOtherBytes_NamesTheFileAndChangesNothing()
    {
        InventedDay.Write(File_, InventedDay.Lines(Day, 3));
        var stranger = Path.Combine(Out, "2031-03-14", "R1C2", "tickets.json");
        Directory.CreateDirectory(Path.GetDirectoryName(stranger)!);
        await File.WriteAllTextAsync(stranger, "mine", Cancel);
        var error = await Should.ThrowAsync<ArtifactException>(() => Runner().RunDayAsync(File_, Day, Out, null, Cancel));
        error.Message.ShouldContain("2031-03-14/R1C2/tickets.json");
        Directory.GetFiles(Out, "*", SearchOption.AllDirectories).ShouldBe([stranger]);
        (await File.ReadAllTextAsync(stranger, Cancel)).ShouldBe("mine");
    }

    [Theory]
    [InlineData("not gzip, not json", "2031-03-14")]
    [InlineData("", "2031-03-14")]
    public async Task Replay_ForeignFile_IsANamedError(string content, string date)
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(File_, content, Cancel);
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await Should.ThrowAsync<ReplayException>(() => Runner().RunDayAsync(File_, day, Out, null, Cancel))).Message.ShouldContain(
            "races.jsonl.gz"
        );
        Directory.Exists(Out).ShouldBeFalse();
    }

    [Fact]
    public async Task Replay_GzCutInTheMiddle_IsANamedError()
    {
        InventedDay.Write(File_, InventedDay.Lines(Day, 9));
        var bytes = await File.ReadAllBytesAsync(File_, Cancel);
        await File.WriteAllBytesAsync(File_, bytes[..(bytes.Length / 2)], Cancel);
        (await Should.ThrowAsync<ReplayException>(() => Runner().RunDayAsync(File_, Day, Out, null, Cancel))).Message.ShouldContain(
            "malformed"
        );
    }

    [Fact]
    public async Task Replay_DayThatTheFileDoesNotHave_SaysWhichItHas()
    {
        InventedDay.Write(File_, InventedDay.Lines(Day, 2));
        var error = await Should.ThrowAsync<ReplayException>(() => Runner().RunDayAsync(File_, Day.AddDays(3), Out, null, Cancel));
        error.Message.ShouldContain("2031-03-14");
    }

    [Fact]
    public async Task Write_Summary_HasTheDocumentedKeysInOrder()
    {
        InventedDay.Write(File_, InventedDay.Lines(Day, 1));
        var total = (await Runner().RunDayAsync(File_, Day, Out, null, Cancel)).Total;
        using var json = System.Text.Json.JsonDocument.Parse(ArtifactJson.Write(total));
        json.RootElement.EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe(
                "date simulated races phases odds decisions tickets staked staked_win returned_win basis unsettled artifacts artifacts_sha256 elapsed_ms".Split(
                    ' '
                )
            );
        json.RootElement.GetProperty("phases")
            .EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe("done late missed cancelled failed".Split(' '));
        var odds = json.RootElement.GetProperty("odds");
        odds.GetProperty("h30").EnumerateObject().Select(property => property.Name).ShouldBe("live reference modelled none".Split(' '));
        odds.GetProperty("h5").EnumerateObject().Select(property => property.Name).ShouldBe("live modelled none".Split(' '));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
