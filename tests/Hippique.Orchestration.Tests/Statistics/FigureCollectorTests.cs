using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class FigureCollectorTests
{
    private static readonly DateOnly Day = FigureBench.Day;
    private static readonly DateTimeOffset Morning = FigureBench.Morning;
    private readonly FigureBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Races_are_taken_in_the_order_of_their_offs_slowly_and_no_page_twice()
    {
        await _bench.PlanAsync(("R1C2", 14), ("R1C1", 12));

        await _bench.CollectAsync();

        // The trainer stands on both pages.
        _bench
            .Site.Asked.Select(asked => asked.What)
            .ShouldBe(["race r1c1", "jockey-1-1", "trainer-9", "horse-1-1", "race r1c2", "jockey-1-2", "horse-1-2"]);
        _bench.Site.Asked.Zip(_bench.Site.Asked.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(5));
        var lines = await _bench.Store.LoadAsync(Day, Token);
        lines.Count(line => line.Figure is not null).ShouldBe(5);
        lines.Where(line => line.Race is not null).Select(line => line.Links!.Count).ShouldBe([3, 3]);
    }

    [Fact]
    public async Task Nothing_is_asked_for_in_the_minutes_before_an_off_and_none_of_a_race_that_is_near()
    {
        var off = Morning.AddMinutes(6).AddSeconds(12);
        await _bench.PlanAsync(Day, FigureBench.Race("R1C1", off), FigureBench.Race("R1C2", off.AddHours(1)));

        await _bench.CollectAsync();

        _bench.Site.Asked.ShouldNotBeEmpty();
        _bench.Site.Asked.ShouldAllBe(asked => asked.What.EndsWith('2') || asked.What == "trainer-9");
        _bench.Site.Asked.ShouldAllBe(asked => asked.At < off - TimeSpan.FromMinutes(6) || asked.At >= off);
    }

    [Fact]
    public async Task Figures_of_the_last_days_are_carried_over_and_not_asked_for_again()
    {
        await _bench.PlanAsync(("R1C1", 12));
        await _bench.CollectAsync();
        _bench.Site.Asked.Clear();
        _bench.Clock.Pass(TimeSpan.FromDays(1));
        await _bench.PlanAsync(Day.AddDays(1), ("R1C1", 12));

        await _bench.CollectAsync(Day.AddDays(1));

        _bench.Site.Asked.Select(asked => asked.What).ShouldBe(["race r1c1"]);
        var lines = await _bench.Store.LoadAsync(Day.AddDays(1), Token);
        lines.Count(line => line.Figure is not null).ShouldBe(3);
        lines.ShouldAllBe(line => line.Since > Morning.AddDays(1));
    }

    [Fact]
    public async Task Source_that_refuses_is_skipped_for_the_rest_of_the_round()
    {
        _bench.Site.Refuses = what => what == "trainer-9" ? SourceErrorKind.Forbidden : null;
        await _bench.PlanAsync(("R1C1", 12), ("R1C2", 14));

        await _bench.CollectAsync();

        _bench.Site.Asked[^1].What.ShouldBe("trainer-9");
        (await _bench.Store.LoadAsync(Day, Token)).Count(line => line.Figure is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Kind_of_page_that_does_not_read_is_given_up_after_three_and_the_others_go_on()
    {
        _bench.Site.Refuses = what => what.StartsWith("jockey", StringComparison.Ordinal) ? SourceErrorKind.Changed : null;
        await _bench.PlanAsync(("R1C1", 12), ("R1C2", 13), ("R1C3", 14), ("R1C4", 15));

        await _bench.CollectAsync();

        _bench.Site.Asked.Count(asked => asked.What.StartsWith("jockey", StringComparison.Ordinal)).ShouldBe(3);
        _bench.Site.Asked.Count(asked => asked.What.StartsWith("horse", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task Day_that_is_not_planned_or_simulated_is_passed_over()
    {
        await _bench.CollectAsync();
        await _bench.PlanAsync(
            new DayPlan
            {
                Date = Day,
                Simulated = true,
                Races = [FigureBench.Race("R1C1", Morning.AddHours(4))],
                Refused = [],
                Notes = [],
            }
        );

        await _bench.CollectAsync();

        _bench.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Races_that_are_called_off_or_of_other_countries_get_no_figures()
    {
        await _bench.PlanAsync(
            Day,
            FigureBench.Race("R1C1", Morning.AddHours(4)) with
            {
                Cancelled = true,
            },
            FigureBench.Race("R1C2", Morning.AddHours(5)) with
            {
                Country = "SWE",
            },
            FigureBench.Race("R1C3", Morning.AddHours(6))
        );

        await _bench.CollectAsync();

        _bench.Asked.Where(what => what.StartsWith("race", StringComparison.Ordinal)).ShouldBe(["race r1c3"]);
    }

    [Fact]
    public async Task All_countries_are_collected_where_the_settings_name_none()
    {
        await _bench.PlanAsync(Day, FigureBench.Race("R1C2", Morning.AddHours(5)) with { Country = "SWE" });
        await _bench.CollectAsync(settings: PhaseBench.Settings with { Countries = [] });
        (await _bench.FiguresAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Horses_of_a_flat_race_are_not_asked_for()
    {
        await _bench.PlanAsync(Day, FigureBench.Race("R1C1", Morning.AddHours(4)) with { Discipline = Discipline.Flat });
        await _bench.CollectAsync();
        _bench.Asked.ShouldBe(["race r1c1", "jockey-1-1", "trainer-9"]);
    }

    [Fact]
    public async Task Source_without_a_list_of_the_day_is_asked_for_nothing_else()
    {
        _bench.Site.Refuses = what => what == "races" ? SourceErrorKind.NotFound : null;
        await _bench.PlanAsync(("R1C1", 12));
        await _bench.CollectAsync();
        _bench.Asked.ShouldBeEmpty();
        _bench.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task Pages_of_races_that_do_not_read_are_given_up_after_three()
    {
        _bench.Site.Refuses = what => what.StartsWith("race ", StringComparison.Ordinal) ? SourceErrorKind.Changed : null;
        await _bench.PlanAsync(("R1C1", 12), ("R1C2", 13), ("R1C3", 14), ("R1C4", 15));
        await _bench.CollectAsync();
        _bench.Asked.ShouldBe(["race r1c1", "race r1c2", "race r1c3"]);
    }

    [Fact]
    public async Task Page_of_a_race_that_reads_starts_the_count_again()
    {
        _bench.Site.Refuses = what => what is "race r1c1" or "race r1c2" or "race r1c4" ? SourceErrorKind.Changed : null;
        await _bench.PlanAsync(("R1C1", 12), ("R1C2", 13), ("R1C3", 14), ("R1C4", 15));
        await _bench.CollectAsync();
        _bench.Asked.Count(what => what.StartsWith("race ", StringComparison.Ordinal)).ShouldBe(4);
        (await _bench.FiguresAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Every_change_of_the_file_is_announced_and_a_second_round_has_none()
    {
        await _bench.PlanAsync(("R1C1", 12));
        await _bench.CollectAsync();
        // The links of the race and three figures.
        _bench.Changes.ShouldBe(4);
        await _bench.CollectAsync();
        _bench.Changes.ShouldBe(4);
        _bench.Asked.Count().ShouldBe(5);
    }

    [Fact]
    public async Task Figures_older_than_a_week_are_asked_for_again()
    {
        await _bench.PlanAsync(("R1C1", 12));
        await _bench.CollectAsync();
        _bench.Site.Asked.Clear();
        _bench.Clock.Pass(TimeSpan.FromDays(7));
        await _bench.PlanAsync(Day.AddDays(7), ("R1C1", 12));
        await _bench.CollectAsync(Day.AddDays(7));
        _bench.Asked.ShouldBe(["race r1c1", "jockey-1-1", "trainer-9", "horse-1-1"]);
    }

    [Fact]
    public async Task A_round_makes_at_most_six_hundred_requests()
    {
        _bench.Site.MoreJockeys = 700;
        await _bench.PlanAsync(("R1C1", 12), ("R1C2", 13));
        await _bench.CollectAsync();
        _bench.Asked.Count().ShouldBe(600);
    }

    [Fact]
    public async Task A_part_stops_at_its_end_and_the_next_one_goes_on_without_asking_anything_twice()
    {
        await _bench.PlanAsync(("R1C1", 12), ("R1C2", 14));
        var collector = _bench.Collector();
        var round = (await _bench.OpenAsync(collector, Day)).ShouldNotBeNull();

        var rest = await collector.GoOnAsync(round, TimeSpan.FromSeconds(11), Token);
        rest.ShouldBe(TimeSpan.FromSeconds(5));
        _bench.Asked.ShouldBe(["race r1c1", "jockey-1-1", "trainer-9"]);

        (await collector.GoOnAsync(round, TimeSpan.FromHours(1), Token)).ShouldBeNull();
        _bench.Asked.ShouldBe(["race r1c1", "jockey-1-1", "trainer-9", "horse-1-1", "race r1c2", "jockey-1-2", "horse-1-2"]);
        _bench.Site.Lists.ShouldBe(1);
    }

    /// <summary>The process that began the round was replaced: what it found unreadable is asked for once more, what it has found is not.</summary>
    [Fact]
    public async Task Another_process_goes_on_from_the_file_of_the_day()
    {
        await _bench.PlanAsync(("R1C1", 12));
        var collector = _bench.Collector();
        var round = (await _bench.OpenAsync(collector, Day)).ShouldNotBeNull();
        (await collector.GoOnAsync(round, TimeSpan.FromSeconds(6), Token)).ShouldNotBeNull();
        _bench.Asked.ShouldBe(["race r1c1", "jockey-1-1"]);

        await _bench.CollectAsync();

        _bench.Asked.ShouldBe(["race r1c1", "jockey-1-1", "race r1c1", "trainer-9", "horse-1-1"]);
        (await _bench.Store.LoadAsync(Day, Token)).Count(line => line.Race is not null).ShouldBe(1);
    }

    /// <summary>What was collected before the disk failed stays, and the next round goes on from it.</summary>
    [Fact]
    public async Task A_disk_that_fails_ends_the_round_and_loses_one_page()
    {
        await _bench.PlanAsync(("R1C1", 12));
        var disk = new BreakingStore(_bench.Artifacts, failAt: 3);
        var collector = new FigureCollector(
            [_bench.Site],
            new PlanStore(_bench.Artifacts),
            new FigureStore(disk),
            PhaseBench.Settings,
            _bench.Clock,
            NullLogger<FigureCollector>.Instance
        );
        var round = (await _bench.OpenAsync(collector, Day)).ShouldNotBeNull();
        await Should.ThrowAsync<ArtifactException>(() => collector.GoOnAsync(round, TimeSpan.FromHours(1), Token));
        (await _bench.FiguresAsync()).ShouldBe(1);

        await _bench.CollectAsync();

        (await _bench.FiguresAsync()).ShouldBe(3);
        _bench.Asked.ShouldBe(["race r1c1", "jockey-1-1", "trainer-9", "race r1c1", "trainer-9", "horse-1-1"]);
    }
}
