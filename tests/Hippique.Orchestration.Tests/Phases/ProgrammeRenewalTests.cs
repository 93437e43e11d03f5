using CsCheck;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Phases;

public sealed class ProgrammeRenewalTests
{
    private readonly PhaseBench _bench = new();

    [Fact]
    public void Every_look_finds_a_programme_that_is_at_most_four_and_a_half_minutes_old_and_no_two_are_asked_for_close_together() =>
        Gen.Int[0, 600]
            .List[1, 40]
            .Sample(minutes =>
            {
                var races = minutes.Select((minute, index) => Race(index + 1, InventedRaces.Off.AddMinutes(minute))).ToList();

                var renewals = PlanSchedule.ProgrammesOf(races).Select(task => task.DueAt).ToList();

                foreach (var look in races.SelectMany(race => new[] { race.H30, race.H5 }))
                    renewals.ShouldContain(at => at <= look && look - at <= TimeSpan.FromMinutes(4.5));
                renewals.Zip(renewals.Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap >= TimeSpan.FromMinutes(3.5));
            });

    [Fact]
    public async Task Day_of_a_source_whose_looks_rest_on_it_has_one_before_each_look()
    {
        _bench.Pmu.NeedsProgramme = true;
        await _bench.ScheduledAsync(Token);
        await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);

        var tasks = await _bench.Queue.OfDayAsync(InventedRaces.Day, Token);
        // Off at 13:35 in Paris.
        tasks
            .Select(record => record.Task.Name)
            .ShouldBe([
                "plan-20251122-t1304",
                "run-20251122-r1c3-h30",
                "plan-20251122-t1329",
                "run-20251122-r1c3-h5",
                "run-20251122-r1c3-result",
            ]);
    }

    [Fact]
    public async Task Day_that_is_scheduled_late_asks_for_no_programme_of_the_past()
    {
        _bench.Pmu.NeedsProgramme = true;
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(-20));
        await _bench.ScheduledAsync(Token);

        (await Programmes()).Select(task => task.Name).ShouldBe(["plan-20251122-t1329"]);
    }

    [Fact]
    public async Task Off_that_moves_takes_a_programme_with_it()
    {
        _bench.Pmu.NeedsProgramme = true;
        await _bench.ScheduledAsync(Token);
        var later = InventedRaces.Off.AddMinutes(37);
        _bench.Pmu.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(InventedRaces.Card(off: later)));
        _bench.ZEturf.Refuse("R1C3", SourceErrorKind.Unreachable);

        await _bench.RunAsync(Phase.H30, Token);

        // Of the new H-30 at 13:42 and the new H-5 at 14:07.
        (await Programmes())
            .Select(task => task.Name)
            .ShouldBe(["plan-20251122-t1304", "plan-20251122-t1329", "plan-20251122-t1341", "plan-20251122-t1406"]);
    }

    [Fact]
    public async Task Only_the_sources_whose_looks_rest_on_it_are_asked()
    {
        _bench.Pmu.NeedsProgramme = true;
        await _bench.ScheduledAsync(Token);
        var look = new ProgrammeRenewal(new SourceSet([_bench.ZEturf, _bench.Pmu]), _bench.Clock);
        var task = (await Programmes())[0];
        _bench.Clock.SetUtcNow(task.DueAt);

        (await look.RunAsync(task, Token)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Done()));
        // The plan and this one; the plan.
        (_bench.Pmu.ProgrammesAsked, _bench.ZEturf.ProgrammesAsked).ShouldBe((2, 1));

        _bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Unreachable);
        (await look.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.RetryLater>().After.ShouldBe(TimeSpan.FromSeconds(20));
        // After another wait the look itself is due.
        _bench.Clock.SetUtcNow(task.GraceUntil.AddSeconds(-19));
        (await look.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.Ended>().End.ShouldBeOfType<TaskEnd.Failed>();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<PlannedTask>> Programmes() =>
        [
            .. (await _bench.Queue.OfDayAsync(InventedRaces.Day, Token))
                .Select(record => record.Task)
                .Where(task => task.Kind == TaskKind.Programme),
        ];

    private static PlannedRace Race(int number, DateTimeOffset off) =>
        new()
        {
            Id = new RaceId(InventedRaces.Day, new RaceCode(1 + (number / 90), 1 + (number % 90))),
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = "",
            Off = off,
            Links = [],
            OffClaims = [],
        };
}
