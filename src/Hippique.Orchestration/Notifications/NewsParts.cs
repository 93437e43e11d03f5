using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>A race as a player finds it.</summary>
public sealed record NewsRace
{
    /// <summary><c>2025-11-22/R1C3</c>.</summary>
    public required RaceId Id { get; init; }
    public required string Meeting { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }

    /// <summary>Its page at the operator in whose pool the tickets are, if the plan knows it; else the page that the plan names first.</summary>
    public required string Url { get; init; }
}

/// <summary>A proposed ticket.</summary>
public sealed record NewsTicket
{
    /// <summary>Unique within the day: <c>R1C3-1</c>.</summary>
    public required string Id { get; init; }
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }
    public required Euro Stake { get; init; }
    public required IReadOnlyList<NewsLeg> Legs { get; init; }

    public static NewsTicket Of(Ticket ticket) =>
        new()
        {
            Id = ticket.Id,
            Pool = ticket.Pool,
            Bet = ticket.Bet,
            Stake = ticket.Stake,
            Legs = [.. ticket.Legs.Select(leg => new NewsLeg(leg.Numbers, leg.Horses, leg.Stake, leg.Odds, leg.MinimumOdds))],
        };
}

/// <summary>One horse or combination of a ticket.</summary>
/// <param name="Numbers">Of the horses.</param>
/// <param name="Horses">Their names.</param>
/// <param name="Stake">On it.</param>
/// <param name="Odds">When the ticket was written.</param>
/// <param name="MinimumOdds">"Ne pas jouer sous".</param>
public sealed record NewsLeg(IReadOnlyList<int> Numbers, IReadOnlyList<string> Horses, Euro Stake, double Odds, double MinimumOdds);

/// <summary>How the looks of a day ended.</summary>
/// <param name="Done">In time.</param>
/// <param name="Late">Late, within their grace.</param>
/// <param name="Missed">Missed or failed.</param>
/// <param name="Cancelled">Of races that were called off.</param>
/// <param name="Open">Not ended yet.</param>
public sealed record NewsLooks(int Done, int Late, int Missed, int Cancelled, int Open);

/// <summary>Money of the day's tickets: of all as they were proposed, or of those that were bought.</summary>
/// <param name="Tickets">How many.</param>
/// <param name="Staked">On all of them.</param>
/// <param name="Settled">Of them settled.</param>
/// <param name="SettledStake">On those.</param>
/// <param name="Returned">By those, stakes included.</param>
public sealed record NewsMoney(int Tickets, Euro Staked, int Settled, Euro SettledStake, Euro Returned)
{
    /// <summary>Tickets without a result.</summary>
    public int Open => Tickets - Settled;

    /// <summary>What the settled ones won or lost.</summary>
    public Euro Balance => new(Returned.Amount - SettledStake.Amount);

    /// <summary>Nothing was proposed.</summary>
    [JsonIgnore]
    public bool IsNone => Tickets == 0;
}
