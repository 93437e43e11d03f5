using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Sheets;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Sheets;

/// <summary>On what the prices of a sheet rest that has no stored analysis: the figures of its day, whichever day that is.</summary>
public sealed class DaySheetsTests
{
    private readonly MemoryArtifactStore _store = new();
    private readonly FakeAnalyser _analyser = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_DayThatIsOver_RestsOnTheFiguresOfThatDay()
    {
        await SeenAsync();
        await PublishAsync();

        (await ReadAsync(InventedRaces.Off.AddDays(9))).ShouldNotBeNull();

        var trainer = _analyser.Given.ShouldHaveSingleItem().Statistics.First(figures => figures.Number == 1).Trainer;
        trainer.ShouldNotBeNull().Wins.ShouldBe(30);
    }

    [Fact]
    public async Task Read_FiguresThatWereChangedByHand_AreNamed()
    {
        await SeenAsync();
        await _store.PutIfAbsentAsync($"{ArtifactPaths.Day(InventedRaces.Day)}{ArtifactPaths.FiguresName}", "{"u8.ToArray(), Cancel);

        var broken = await Should.ThrowAsync<UnreadableFileException>(() => ReadAsync(InventedRaces.Off));
        broken.Message.ShouldStartWith("2025-11-22/figures.jsonl: line 1 ");
    }

    [Fact]
    public async Task Read_DayWithoutAPlan_IsNull() => (await ReadAsync(InventedRaces.Off)).ShouldBeNull();

    private Task<DaySheet?> ReadAsync(DateTimeOffset now)
    {
        var settings = PhaseBench.Settings with { Operators = [Pool.PmuNational], Countries = [] };
        var sheets = new DaySheets(_store, new PlanStore(_store), _analyser, () => RaceHistory.Empty, settings);
        return sheets.ReadAsync(InventedRaces.Day, now, Cancel);
    }

    /// <summary>Seen at H-30 alone, of which no analysis is stored.</summary>
    private async Task SeenAsync()
    {
        await _store.PlanAsync(InventedRaces.Day, "R1C3 VALMOREL 13:35");
        var seen = InventedRaces.Snapshot(Phase.H30);
        var first = seen.Card.Runners[0] with { Trainer = "Anne MENANT" };
        seen = seen with { TakenAt = seen.PlannedAt, Card = seen.Card with { Runners = [first, .. seen.Card.Runners.Skip(1)] } };
        await _store.PutIfAbsentAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H30), ArtifactJson.Write(seen), Cancel);
    }

    private Task PublishAsync()
    {
        const string Page = "https://site.example/1/";
        var since = ParisTime.At(InventedRaces.Day, new TimeOnly(9, 0));
        var figure = new PublishedFigure
        {
            Kind = FigureKind.Trainer,
            Name = "Anne MENANT",
            Source = "zoneturf",
            Url = Page,
            At = since,
            Starts = 200,
            Wins = 30,
        };
        FigureLine[] lines =
        [
            new()
            {
                Since = since,
                Race = InventedRaces.Id,
                Links = [Page],
            },
            new() { Since = since, Figure = figure },
        ];
        return new FigureStore(_store).AddAsync(InventedRaces.Day, lines, Cancel);
    }
}
