using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Exposure;

/// <summary>Invented days of which a plan and tickets are on record.</summary>
internal static class PlayedDays
{
    public static readonly DateOnly Day = new(2031, 3, 14);

    /// <summary>The bets of earlier days, with what the ledger in the store says of them.</summary>
    public static StoredBettingHistory HistoryOf(IArtifactStore store, PlanStore plans)
    {
        var ledger = new StoredLedger(store);
        return new StoredBettingHistory(store, plans, ledger, new LedgerMode(ledger));
    }

    public static PlayerStates PlayersOf(IArtifactStore store, PlanStore plans, IBettingHistory past, PhaseSettings settings)
    {
        var ledger = new StoredLedger(store);
        return new PlayerStates(store, plans, past, ledger, new LedgerMode(ledger), new CooledLimits(store, settings), settings);
    }

    public static RaceId Id(string code, DateOnly? day = null) => new(day ?? Day, RaceCode.Parse(code).Value);

    public static DateTimeOffset Off(string time, DateOnly? day = null) =>
        ParisTime.At(day ?? Day, TimeOnly.ParseExact(time, "HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary><c>R1C1 VALMOREL 14:00</c> and so on.</summary>
    public static async Task PlanAsync(this IArtifactStore store, DateOnly day, params string[] races)
    {
        var plan = new DayPlan
        {
            Date = day,
            Refused = [],
            Notes = [],
            Races = [.. races.Select(race => Planned(day, race.Split(' ')))],
        };
        await store.PutIfAbsentAsync(ArtifactPaths.Plan(day), ArtifactJson.Write(plan), CancellationToken.None);
    }

    /// <summary>A win bet on horse 5 at 4.0, stake <paramref name="euros"/>; with 0 the race ended without a ticket.</summary>
    public static async Task TicketAsync(
        this IArtifactStore store,
        RaceId race,
        DateTimeOffset off,
        decimal euros,
        double profit = 0,
        double variance = 0
    )
    {
        var sheet = new TicketSheet
        {
            Race = race,
            Rules = "gpi-v5.1",
            Outcome = euros > 0 ? Outcome.Play : Outcome.Abstain,
            Reason = euros > 0 ? null : GuardCode.RoiMinSp,
            Simulated = false,
            ModelledPrices = false,
            Tickets = euros > 0 ? [Ticket(race, off, euros)] : [],
            Totals = euros > 0 ? new TicketTotals(profit, variance) : null,
        };
        await store.PutIfAbsentAsync(ArtifactPaths.Tickets(race), ArtifactJson.Write(sheet), CancellationToken.None);
    }

    public static Ticket Ticket(RaceId race, DateTimeOffset off, decimal euros, Pool pool = Pool.ZEturf) =>
        InventedTickets.Win(race, off, euros) with
        {
            Pool = pool,
        };

    public static RaceCard Card(RaceId race, DateTimeOffset off, string meeting = "VALMOREL") =>
        new()
        {
            Id = race,
            Meeting = meeting,
            Country = "FRA",
            Name = "PRIX DES ORMES",
            Off = off,
            Discipline = Discipline.Harness,
            Runners = [.. Enumerable.Range(1, 9).Select(number => new Runner { Number = number, Horse = $"CHEVAL {number}" })],
        };

    private static PlannedRace Planned(DateOnly day, string[] words) =>
        new()
        {
            Id = Id(words[0], day),
            Meeting = words[1],
            Country = "FRA",
            Name = "PRIX DES ORMES",
            Off = Off(words[2], day),
            Links = [new RaceLink("zeturf", day, RaceCode.Parse(words[0]).Value, "https://zeturf.example.invalid/")],
            OffClaims = [],
        };
}
