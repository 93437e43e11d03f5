using Hippique.Demo.Simulation;
using Hippique.Gpi;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;

namespace Hippique.Demo;

/// <summary>Runs the simulated day in the running service, and gathers the outcome.</summary>
internal sealed class DemoDay(SimulatedDay day, ScaledClock clock, DemoObserver observer, IServiceProvider services)
{
    /// <summary>Interval at which it checks whether the day is over, in virtual time.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private readonly TaskQueue _queue = services.GetRequiredService<TaskQueue>();

    /// <summary>Plans the day, follows it to its end and fetches the results.</summary>
    public async Task<DemoOutcome> RunAsync(double speed, CancellationToken cancellationToken)
    {
        await PlanAsync(cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var holding = services.GetRequiredService<StartClockHold>().FollowAsync(_queue, day.Date, over.Token);
        clock.Speed = speed;
        try
        {
            return await PassAsync(cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DemoOutcome> PassAsync(CancellationToken cancellationToken)
    {
        foreach (
            var at in day.Meetings.Where(meeting => meeting.AbandonedAt is not null).Select(meeting => meeting.AbandonedAt!.Value).Order()
        )
        {
            // The demo does what a user would do now: plan the day again.
            await UntilAsync(at.AddMinutes(1), cancellationToken);
            await PlanAsync(cancellationToken);
        }
        IReadOnlyList<TaskRecord> tasks;
        while ((tasks = await _queue.OfDayAsync(day.Date, cancellationToken)).Any(task => task.End is null))
            await Task.Delay(Look, clock, cancellationToken);
        var analyses = observer.Analyses;
        var plan = await PlanOfDayAsync(cancellationToken);
        return new DemoOutcome
        {
            Plan = plan,
            Tasks = tasks,
            Analyses = analyses,
            Settlement = DemoSettlement.Of(await SettleAsync(analyses, plan, cancellationToken)),
        };
    }

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        using var work = clock.Work();
        if (
            await services.GetRequiredService<ScheduleDayHandler>().ScheduleAsync(day.Date, cancellationToken)
            is ScheduleDayResult.NoProgramme none
        )
            throw new InvalidOperationException(string.Join("; ", none.Errors));
    }

    private async Task<DayPlan> PlanOfDayAsync(CancellationToken cancellationToken) =>
        (await services.GetRequiredService<PlanStore>().GetAsync(day.Date, cancellationToken))!;

    private async Task UntilAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (at - clock.GetUtcNow() is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, cancellationToken);
    }

    private async Task<IReadOnlyList<SettledRace>> SettleAsync(
        IReadOnlyList<RaceAnalysis> analyses,
        DayPlan plan,
        CancellationToken cancellationToken
    )
    {
        using var work = clock.Work();
        var played = analyses.Where(analysis => analysis.Tickets.Count > 0).Select(analysis => analysis.Race).ToHashSet();
        var settler = services.GetRequiredService<RaceSettler>();
        var (settled, _) = await settler.SettleAsync(
            day.Date,
            plan.Races.Where(race => played.Contains(race.Id)),
            AskFor.OpenTickets,
            settler.NewRound(),
            cancellationToken
        );
        return settled;
    }
}

/// <summary>How the day ended.</summary>
internal sealed record DemoOutcome
{
    public required DayPlan Plan { get; init; }
    public required IReadOnlyList<TaskRecord> Tasks { get; init; }

    /// <summary>By race.</summary>
    public required IReadOnlyList<RaceAnalysis> Analyses { get; init; }
    public required DemoSettlement Settlement { get; init; }

    /// <summary>Every phase ended done, late within its grace, or cancelled because the race was moved or withdrawn.</summary>
    public bool AsExpected => Tasks.All(task => task.End is TaskEnd.Done or TaskEnd.Late or TaskEnd.Cancelled);
}
