using System.Collections.Concurrent;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;

namespace Hippique.Dashboard.Today;

/// <summary>How often the days before had a bet.</summary>
/// <param name="Analysed">Races decided at H-5.</param>
/// <param name="WithTicket">Of them with a ticket.</param>
public sealed record RecentDays(int Analysed, int WithTicket)
{
    /// <summary>Days that are looked back on.</summary>
    public const int Days = 30;

    public static readonly RecentDays None = new(0, 0);

    public static RecentDays operator +(RecentDays one, RecentDays other) =>
        new(one.Analysed + other.Analysed, one.WithTicket + other.WithTicket);
}

/// <summary>Counts them in the proposals. A day that is over is counted once in the life of the process.</summary>
internal sealed class RecentDaysReader(IArtifactStore store, PlanStore plans)
{
    // Of a bucket each file is a request.
    private const int SideBySide = 16;
    private readonly ConcurrentDictionary<DateOnly, RecentDays> _known = new();

    /// <param name="today">Not counted itself.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ArtifactException">A file cannot be read.</exception>
    public async Task<RecentDays> BeforeAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var (sum, first) = (RecentDays.None, today.AddDays(-RecentDays.Days));
        for (var day = first; day < today; day = day.AddDays(1))
        {
            if (!_known.TryGetValue(day, out var counted))
                _known[day] = counted = await CountAsync(day, cancellationToken);
            sum += counted;
        }
        foreach (var old in _known.Keys.Where(day => day < first))
            _known.TryRemove(old, out _);
        return sum;
    }

    private async Task<RecentDays> CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(day, cancellationToken) is not { } plan)
            return RecentDays.None;
        var counts = new ConcurrentBag<Outcome>();
        await Parallel.ForEachAsync(
            plan.Races,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
            async (race, token) =>
            {
                var path = ArtifactPaths.Tickets(race.Id);
                if (await store.GetAsync(path, token) is { } file)
                    counts.Add(ArtifactJson.Read<TicketSheet>(path, file.Content).Outcome);
            }
        );
        return new RecentDays(counts.Count(outcome => outcome != Outcome.Unplayable), counts.Count(outcome => outcome == Outcome.Play));
    }
}
