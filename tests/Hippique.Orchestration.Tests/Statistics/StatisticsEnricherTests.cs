using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Testing.Gpi;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class StatisticsEnricherTests
{
    private readonly FakeAnalyser _analyser = new();

    [Fact]
    public void Statistics_of_the_own_record_are_added_from_earlier_days()
    {
        new StatisticsEnricher(_analyser, History()).Analyse(Input());

        var given = _analyser.Given.ShouldHaveSingleItem().Statistics;
        given.Count.ShouldBe(InventedRaces.Runners);
        given[1].Times.ShouldBe([73.4]);
    }

    [Fact]
    public void An_input_that_has_statistics_is_left_as_it_is()
    {
        var input = Input() with { Statistics = [new RunnerStatistics { Number = 1 }] };
        new StatisticsEnricher(_analyser, History()).Analyse(input);
        _analyser.Given.ShouldHaveSingleItem().ShouldBe(input);
    }

    [Fact]
    public void Without_a_record_the_statistics_stay_empty()
    {
        new StatisticsEnricher(_analyser, RaceHistory.Empty).Analyse(Input());
        _analyser.Given.ShouldHaveSingleItem().Statistics.ShouldBeEmpty();
    }

    [Fact]
    public void The_record_is_the_one_of_the_moment_of_the_analysis()
    {
        var record = RaceHistory.Empty;
        var enricher = new StatisticsEnricher(_analyser, () => record);
        enricher.Analyse(Input());
        record = History();
        enricher.Analyse(Input());
        _analyser.Given.Select(input => input.Statistics.Count).ShouldBe([0, InventedRaces.Runners]);
    }

    /// <summary>The instant for which the look was planned counts, so that a replay sees what the day saw.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Published_figures_count_from_their_moment_on(int secondsLate, bool known)
    {
        var since = InventedRaces.Off.AddMinutes(-5).AddSeconds(secondsLate);
        new StatisticsEnricher(
            _analyser,
            () => RaceHistory.Empty,
            day => day == InventedRaces.Day ? Book(since) : FigureBook.Empty
        ).Analyse(Input());
        _analyser.Given.ShouldHaveSingleItem().Statistics.Any(runner => runner.Times.Count > 0).ShouldBe(known);
    }

    private static AnalysisInput Input() =>
        new()
        {
            H5 = InventedRaces.Snapshot(Phase.H5),
            Operators = [],
            Countries = [],
            Bankroll = new Euro(500),
            BudgetPerRace = new Euro(5),
            ProgramVersion = "3.0.0",
            InputHashes = new Dictionary<string, string>(),
        };

    private static RaceHistory History() =>
        new([
            PastRace.From(
                InventedRaces.Card(new RaceId(InventedRaces.Day.AddDays(-1), new RaceCode(1, 1))),
                [
                    [2],
                ],
                [],
                new Dictionary<int, double> { [2] = 73.4 },
                [],
                []
            )!,
        ]);

    private static FigureBook Book(DateTimeOffset since) =>
        new([
            new FigureLine
            {
                Since = since,
                Race = InventedRaces.Id,
                Links = ["https://site.example/h"],
            },
            new FigureLine
            {
                Since = since,
                Figure = new PublishedFigure
                {
                    Kind = FigureKind.Horse,
                    Name = "Vent du Large",
                    Source = "zoneturf",
                    Url = "https://site.example/h",
                    At = since,
                    Times = [new PublishedTime(InventedRaces.Day.AddDays(-9), Discipline.Harness, 74.4)],
                },
            },
        ]);
}
