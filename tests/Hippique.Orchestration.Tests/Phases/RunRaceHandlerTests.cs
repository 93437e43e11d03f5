using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Phases;

/// <summary>A phase on request: at its time, before it, after it, and beside others who ask for the same.</summary>
public sealed class RunRaceHandlerTests
{
    private static readonly RaceLink Link = new("pmu", InventedRaces.Day, InventedRaces.Id.Code, "");
    private static readonly PlannedTask H5 = PhaseBench.Task(Phase.H5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_ask_at_once_under_either_name_get_one_look_and_one_end()
    {
        var bench = await ScheduledAsync(H5.DueAt);
        var other = Link with { Source = "zeturf" };

        var ran = Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i => Task.Run(() => bench.Handler.RunAsync(i % 2 == 0 ? Link : other, Phase.H5, force: i % 3 == 0, Token), Token))
        );
        await BoundedWait.EndAsync(ran, () => bench.Clock.Advance(TimeSpan.FromMilliseconds(10)));

        (await ran).Select(EndOf).ShouldAllBe(end => end == new TaskEnd.Done());
        bench.Pmu.Asked.ShouldHaveSingleItem().Urgency.ShouldBe(RequestUrgency.H5);
        bench.ZEturf.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Race_whose_task_is_not_in_the_queue_is_looked_at_once_and_recorded()
    {
        var bench = await ScheduledAsync(H5.DueAt, enqueued: false);

        EndOf(await bench.Handler.RunAsync(Link, Phase.H5, force: false, Token)).ShouldBe(new TaskEnd.Done());
        EndOf(await bench.Handler.RunAsync(Link, Phase.H5, force: true, Token)).ShouldBe(new TaskEnd.Done());

        bench.Pmu.Asked.Count.ShouldBe(1);
        (await bench.Tasks.FindAsync(H5.Name, Token))!.End.ShouldBe(new TaskEnd.Done());
    }

    [Theory]
    [InlineData(Phase.H30, 1)]
    [InlineData(Phase.H5, 2)]
    public async Task Before_its_time_it_is_an_extra_look_and_nothing_of_the_phase(Phase phase, int files)
    {
        var task = PhaseBench.Task(phase);
        var bench = await ScheduledAsync(task.DueAt.AddSeconds(-121));

        var made = (await LookAsync(bench, phase)).ShouldBeOfType<ExtraLook.Made>();

        (made.IsDone, made.ReturnCode, made.CorrelationId).ShouldBe((true, 0, task.Name));
        var stamp = $"{bench.Clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        made.Artifacts.ShouldContain($"2025-11-22/R1C3/snapshot_extra_h{(int)phase}_{stamp}.json");
        made.Artifacts.Count(path => path.EndsWith($"{stamp}.json", StringComparison.Ordinal)).ShouldBe(files);
        var left = await bench.Store.ListAsync(ArtifactPaths.Race(InventedRaces.Id), Token);
        left.ShouldBe(made.Artifacts);
        left.ShouldAllBe(path => ArtifactPaths.IsExtra(path.Split('/', StringSplitOptions.None)[2]));
        (await bench.Tasks.FindAsync(task.Name, Token)).ShouldBe(new TaskRecord { Task = task });
        bench.Events.Of<HippiqueEvent.RaceDecided>().ShouldBeEmpty();
        bench.Pmu.Asked.ShouldHaveSingleItem().Urgency.ShouldBe(RequestUrgency.Usual);
    }

    [Fact]
    public async Task Phase_after_an_extra_look_looks_for_itself()
    {
        var bench = await ScheduledAsync(H5.DueAt.AddMinutes(-10));
        await LookAsync(bench, Phase.H5);
        bench.Clock.SetUtcNow(H5.DueAt);

        await bench.TaskRunner.RunAsync(H5.Name, Token);

        bench.Pmu.Asked.Count.ShouldBe(2);
        (await bench.Tasks.FindAsync(H5.Name, Token))!.End.ShouldBe(new TaskEnd.Done());
        (await bench.TextAsync(ArtifactPaths.Analysis(InventedRaces.Id), Token))!.ShouldNotContain("extra");
        (await bench.TextAsync(ArtifactPaths.Cotes(InventedRaces.Id), Token))!.ShouldNotContain("extra");
    }

    [Fact]
    public async Task Extra_look_of_a_moment_ago_is_given_again_and_one_later_is_a_new_one()
    {
        var bench = await ScheduledAsync(H5.DueAt.AddMinutes(-10));

        var first = await LookAsync(bench, Phase.H5);
        bench.Clock.Advance(ExtraLookTaker.Lifetime - TimeSpan.FromSeconds(1));
        (await LookAsync(bench, Phase.H5)).ShouldBe(first);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await LookAsync(bench, Phase.H5)).ShouldNotBe(first);

        bench.Pmu.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Extra_look_that_no_source_answers_says_when_to_ask_again()
    {
        var bench = await ScheduledAsync(H5.DueAt.AddMinutes(-10));
        bench.Pmu.Refuse("R1C3", SourceErrorKind.Timeout, TimeSpan.FromSeconds(40));
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.Timeout);

        var refused = (await LookAsync(bench, Phase.H5)).ShouldBeOfType<ExtraLook.Refused>();

        (refused.RetryAfter, refused.ReturnCode).ShouldBe((TimeSpan.FromSeconds(40), 1));
        (await bench.Tasks.FindAsync(H5.Name, Token)).ShouldBe(new TaskRecord { Task = H5 });
    }

    [Theory]
    [InlineData(-120, false)]
    [InlineData(-7200, true)]
    public async Task At_its_time_or_forced_it_is_the_phase(int seconds, bool force)
    {
        var bench = await ScheduledAsync(H5.DueAt.AddSeconds(seconds));

        EndOf(await bench.Handler.RunAsync(Link, Phase.H5, force, Token)).ShouldBe(new TaskEnd.Done());

        (await bench.Tasks.FindAsync(H5.Name, Token))!.End.ShouldBe(new TaskEnd.Done());
        (await bench.TextAsync(ArtifactPaths.Tickets(InventedRaces.Id), Token)).ShouldNotBeNull();
    }

    public static TheoryData<TaskEnd> Ends =>
        [
            new TaskEnd.Done(),
            new TaskEnd.Late(40),
            new TaskEnd.Missed("no source in time"),
            new TaskEnd.Cancelled("the race was withdrawn"),
            new TaskEnd.Failed("own analysis ended with exit code 7"),
        ];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Answer_and_store_agree_whatever_the_end_was(TaskEnd before)
    {
        foreach (var late in new[] { 0, 200, 280 })
        {
            var bench = await ScheduledAsync(H5.DueAt);
            await bench.Queue.EndAsync(H5.Name, before, Token);
            bench.Clock.SetUtcNow(H5.DueAt.AddSeconds(late));

            var answered = EndOf(await bench.Handler.RunAsync(Link, Phase.H5, force: late == 200, Token));

            (await bench.Tasks.FindAsync(H5.Name, Token))!.End.ShouldBe(answered);
            var heals = before is TaskEnd.Failed && late < 240;
            answered.ShouldBe(heals ? (late == 0 ? new TaskEnd.Done() : new TaskEnd.Late(late)) : before);
            bench.Pmu.Asked.Count.ShouldBe(heals ? 1 : 0);
        }
    }

    [Fact]
    public async Task Answer_and_store_agree_after_the_grace()
    {
        var bench = await ScheduledAsync(H5.GraceUntil.AddSeconds(1));

        var answered = EndOf(await bench.Handler.RunAsync(Link, Phase.H5, force: false, Token));

        answered.ShouldBeOfType<TaskEnd.Missed>();
        (await bench.Tasks.FindAsync(H5.Name, Token))!.End.ShouldBe(answered);
        bench.Pmu.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answer_and_store_agree_where_the_race_is_withdrawn_or_moved()
    {
        foreach (
            var card in new[] { InventedRaces.Card() with { Cancelled = true }, InventedRaces.Card(off: InventedRaces.Off.AddMinutes(40)) }
        )
        {
            var bench = await ScheduledAsync(H5.DueAt);
            bench.ZEturf.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(card, Pool.ZEturf));
            bench.Pmu.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(card));

            var answered = EndOf(await bench.Handler.RunAsync(Link, Phase.H5, force: false, Token));

            answered.ShouldBeOfType<TaskEnd.Cancelled>();
            (await bench.Tasks.FindAsync(H5.Name, Token))!.End.ShouldBe(answered);
        }
    }

    private static async Task<PhaseBench> ScheduledAsync(DateTimeOffset now, bool enqueued = true)
    {
        var bench = new PhaseBench();
        if (enqueued)
        {
            await bench.ScheduledAsync(Token);
        }
        else
        {
            bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS", PhaseBench.View());
            await bench.Planner.PlanAsync(InventedRaces.Day, Token);
        }
        bench.Clock.SetUtcNow(now);
        return bench;
    }

    private static async Task<ExtraLook> LookAsync(PhaseBench bench, Phase phase) =>
        (await bench.Handler.RunAsync(Link, phase, force: false, Token)).ShouldBeOfType<RunRaceResult.Looked>().Look;

    private static TaskEnd EndOf(RunRaceResult result) =>
        result.ShouldBeOfType<RunRaceResult.Ran>().Phase.ShouldBeOfType<PhaseResult.Ended>().End;
}
