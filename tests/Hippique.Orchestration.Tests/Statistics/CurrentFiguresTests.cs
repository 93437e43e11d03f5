using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Statistics;
using Hippique.Sources.Figures;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class CurrentFiguresTests
{
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_of_the_day_are_there_from_the_start_and_those_of_another_day_are_not_used()
    {
        var since = _bench.Clock.GetUtcNow().AddHours(-1);
        var card = InventedRaces.Card();
        var runner = card.Runners[0] with { Jockey = "A. MENANT" };
        card = card with { Runners = [runner, .. card.Runners.Skip(1)] };
        await new FigureStore(_bench.Store).AddAsync(
            InventedRaces.Day,
            [
                new FigureLine
                {
                    Since = since,
                    Race = card.Id,
                    Links = ["https://site.example/1/"],
                },
                new FigureLine { Since = since, Figure = Jockey(since) },
            ],
            Token
        );
        var figures = Figures();

        await figures.StartAsync(Token);

        figures.Of(InventedRaces.Day).Over([], card, _bench.Clock.GetUtcNow())[0].Jockey!.Wins.ShouldBe(30);
        figures.Of(InventedRaces.Day.AddDays(1)).ShouldBeSameAs(FigureBook.Empty);
        await figures.StopAsync(Token);
    }

    [Fact]
    public async Task File_that_was_broken_by_hand_costs_the_figures_and_not_the_start()
    {
        await _bench.Store.PutIfAbsentAsync(
            $"{ArtifactPaths.Day(InventedRaces.Day)}{ArtifactPaths.FiguresName}",
            "no line\n"u8.ToArray(),
            Token
        );
        var figures = Figures();

        await figures.StartAsync(Token);

        figures.Of(InventedRaces.Day).ShouldBeSameAs(FigureBook.Empty);
        await figures.StopAsync(Token);
    }

    private static PublishedFigure Jockey(DateTimeOffset at) =>
        new()
        {
            Kind = FigureKind.Jockey,
            Name = "Anne MENANT",
            Source = "zoneturf",
            Url = "https://site.example/1/",
            At = at,
            Starts = 200,
            Wins = 30,
        };

    private CurrentFigures Figures()
    {
        var store = new FigureStore(_bench.Store);
        var collector = new FigureCollector(
            [],
            _bench.Plans,
            store,
            PhaseBench.Settings,
            _bench.Clock,
            NullLogger<FigureCollector>.Instance
        );
        return new CurrentFigures(store, collector, _bench.Clock, NullLogger<CurrentFigures>.Instance);
    }
}
