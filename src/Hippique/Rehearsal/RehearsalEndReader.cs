using Hippique.Demo;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>Finds out whether a rehearsed day is over, and how it ended.</summary>
internal sealed class RehearsalEndReader(PlanStore plans, TaskQueue queue, TicketsReader tickets, IArtifactStore store, TimeProvider clock)
{
    /// <summary>After the last off: late looks have their ends by then.</summary>
    private static readonly TimeSpan AfterLastOff = TimeSpan.FromMinutes(15);

    /// <summary>So long after the last off the results of the day are waited for, if a task still asks for them.</summary>
    private static readonly TimeSpan ForResults = TimeSpan.FromHours(2);

    /// <summary>Null while the day goes on.</summary>
    /// <param name="date">Programme day.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RehearsalEnd?> FindAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var plan = await plans.GetAsync(date, cancellationToken);
        var offs = plan?.Races.Where(race => !race.Cancelled).Select(race => race.Off).ToList() ?? [];
        var isPast = offs.Count > 0 ? now >= offs.Max() + AfterLastOff : now >= ParisTime.At(date.AddDays(1), new TimeOnly(4, 0));
        if (!isPast)
            return null;
        var tasks = await queue.OfDayAsync(date, cancellationToken);
        if (
            offs.Count > 0
            && now < offs.Max() + ForResults
            && tasks.Any(task => task.End is null && task.Task.DueAt <= offs.Max() + ForResults)
        )
            return null;
        return await ReadAsync(date, plan, tasks, cancellationToken);
    }

    private async Task<RehearsalEnd> ReadAsync(
        DateOnly date,
        DayPlan? plan,
        IReadOnlyList<TaskRecord> tasks,
        CancellationToken cancellationToken
    )
    {
        var proposed = (await tickets.ReadAsync(date, cancellationToken))?.Tickets ?? [];
        var settled = new List<SettlementFact>();
        foreach (var race in proposed.Select(ticket => ticket.Ticket.Race).Distinct())
        {
            var path = ArtifactPaths.Settlement(race);
            if (await store.GetAsync(path, cancellationToken) is { } there)
                settled.Add(ArtifactJson.Read<RaceSettlements>(path, there.Content).Facts[^1]);
        }
        return new RehearsalEnd
        {
            Races = plan?.Races.Count ?? 0,
            Looks = new DemoPhases(tasks.Where(task => task.End != TaskEnd.Missed.PlannedTooLate)).Ends,
            Tickets = proposed.Count,
            Staked = new Euro(proposed.Sum(ticket => ticket.Ticket.Stake.Amount)),
            Returned = new Euro(settled.Sum(fact => fact.Returned.Amount)),
            Open = proposed.Count - settled.Sum(fact => fact.Tickets.Count - fact.Open),
        };
    }
}
