using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>The messages about the tickets of a day's races. <c>tickets.json</c> is never changed, so none is read twice.</summary>
internal sealed class RaceTickets(IArtifactStore store)
{
    /// <summary>What expires unplayed is told soon or not at all.</summary>
    private static readonly TimeSpan ExpiredFor = TimeSpan.FromMinutes(30);

    /// <summary>That a race was called off matters to whoever has bought, also hours later.</summary>
    private static readonly TimeSpan WithdrawnFor = TimeSpan.FromHours(6);

    /// <summary>No race that was run is settled earlier after its off.</summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<RaceId, TicketSheet?> _sheets = new();
    private readonly ConcurrentDictionary<RaceId, bool> _run = new();

    public async Task<IReadOnlyList<DueNews>> OfAsync(DayFacts day, CancellationToken cancellationToken)
    {
        var due = new List<DueNews>();
        foreach (var race in day.Plan?.Races ?? [])
        {
            if (
                await SheetAsync(day, race, cancellationToken).ConfigureAwait(false)
                is not { Simulated: false, Tickets: [var first, ..] } sheet
            )
                continue;
            var shown = NewsRaces.Of(race, first.Pool);
            IReadOnlyList<NewsTicket> tickets = [.. sheet.Tickets.Select(NewsTicket.Of)];
            var expires = sheet.Tickets.Min(ticket => ticket.ExpiresAt);
            var withdrawn = await IsWithdrawnAsync(day, race, cancellationToken).ConfigureAwait(false);
            due.Add(withdrawn ? Withdrawn(race, shown, tickets, day.Now) : Proposed(race, shown, tickets, expires));
            if (!withdrawn)
                due.Add(Expired(race, shown, tickets, expires));
        }
        return due;
    }

    private static DueNews Proposed(PlannedRace race, NewsRace shown, IReadOnlyList<NewsTicket> tickets, DateTimeOffset expires) =>
        new()
        {
            Key = DueNews.OfRace(race.Id, DueNews.TicketsKey),
            Topic = NewsTopic.Tickets,
            Race = race.Id,
            Content = new News.TicketsProposed
            {
                Race = shown,
                ExpiresAt = expires,
                Tickets = tickets,
            },
            From = DateTimeOffset.MinValue,
            Until = expires,
        };

    private static DueNews Withdrawn(PlannedRace race, NewsRace shown, IReadOnlyList<NewsTicket> tickets, DateTimeOffset now) =>
        new()
        {
            Key = DueNews.OfRace(race.Id, "withdrawn"),
            Topic = NewsTopic.Withdrawn,
            Race = race.Id,
            Content = new News.TicketsWithdrawn { Race = shown, Tickets = tickets },
            From = now,
            For = WithdrawnFor,
            After = DueNews.OfRace(race.Id, DueNews.TicketsKey),
        };

    private static DueNews Expired(PlannedRace race, NewsRace shown, IReadOnlyList<NewsTicket> tickets, DateTimeOffset expires) =>
        new()
        {
            Key = DueNews.OfRace(race.Id, "expired"),
            Topic = NewsTopic.Expired,
            Race = race.Id,
            Content = new News.TicketsExpired
            {
                Race = shown,
                ExpiresAt = expires,
                Tickets = tickets,
            },
            From = expires,
            Until = expires + ExpiredFor,
            After = DueNews.OfRace(race.Id, DueNews.TicketsKey),
        };

    /// <summary>Null if nothing is decided yet, or never will be.</summary>
    private async Task<TicketSheet?> SheetAsync(DayFacts day, PlannedRace race, CancellationToken cancellationToken)
    {
        if (_sheets.TryGetValue(race.Id, out var known))
            return known;
        var looks = day.Looks(race.Id, Phase.H5).ToList();
        if (!looks.Exists(look => look.End?.IsDone ?? (look.Lease is not null || look.Task.DueAt <= day.Now)))
            return null;
        var path = ArtifactPaths.Tickets(race.Id);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there)
            return _sheets[race.Id] = Read(path, there);
        // The user's own analysis writes none.
        if (looks.TrueForAll(look => look.End is not null))
            _sheets[race.Id] = null;
        return null;
    }

    /// <summary>A file that was changed by hand and no longer reads is told to nobody, and keeps no other race's tickets back.</summary>
    private static TicketSheet? Read(string path, Artifact there)
    {
        try
        {
            return ArtifactJson.Read<TicketSheet>(path, there.Content);
        }
        catch (ArtifactException unreadable) when (unreadable.IsUnreadable)
        {
            return null;
        }
    }

    /// <summary>The plan or the result says that the race was called off.</summary>
    private async Task<bool> IsWithdrawnAsync(DayFacts day, PlannedRace race, CancellationToken cancellationToken)
    {
        if (race.Cancelled)
            return true;
        if (day.Now < race.Off + SettledAfter || _run.ContainsKey(race.Id))
            return false;
        if (await RaceMoney.LastAsync(store, race.Id, cancellationToken).ConfigureAwait(false) is not { } fact)
            return false;
        if (fact.State == ResultState.CalledOff)
            return true;
        if (fact.Open == 0)
            _run[race.Id] = true;
        return false;
    }

    /// <summary>Drops what is kept of days before <paramref name="date"/>.</summary>
    public void Forget(DateOnly date)
    {
        foreach (var race in _sheets.Keys.Where(race => race.Date < date).ToList())
            _sheets.TryRemove(race, out _);
        foreach (var race in _run.Keys.Where(race => race.Date < date).ToList())
            _run.TryRemove(race, out _);
    }
}
