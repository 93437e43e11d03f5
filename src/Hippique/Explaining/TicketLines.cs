using System.Globalization;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>The day's tickets in words, at most 80 characters a line but for addresses: race, bet, price with its range, lowest price, expiry and the race's page.</summary>
internal sealed class TicketLines(CultureInfo culture)
{
    private readonly AccountWords _words = new(culture);
    private readonly FateLines _fates = new(culture);

    public IEnumerable<string> Of(DayTickets day, DayFates fates)
    {
        if (day.Simulated)
            yield return _words.Get("tickets_simulated");
        if (day.ModelledPrices)
            foreach (var line in WrappedText.Of(_words.Get("tickets_modelled"), ""))
                yield return line;
        yield return _words.Get("tickets_summary", day.Races, day.Play, day.Abstain, day.Unplayable);
        if (fates.PaperMode && day.Tickets.Count > 0)
            foreach (var line in WrappedText.Of(_words.Get("paper_mode"), ""))
                yield return line;
        foreach (var line in day.Tickets.SelectMany(ticket => Of(ticket, fates)))
            yield return line;
        if (day.ClosestCalls.Count > 0)
            yield return _words.Get("tickets_closest");
        foreach (var line in day.ClosestCalls.SelectMany(call => WrappedText.Of(Call(call), "  ")))
            yield return line;
    }

    private IEnumerable<string> Of(DayTicket line, DayFates fates)
    {
        var ticket = line.Ticket;
        var heading = _words.Get("tickets_race", ticket.Race.Code, line.Meeting, line.Name, ParisTime.ToParis(line.Off));
        foreach (var part in WrappedText.Of(heading, ""))
            yield return part;
        foreach (var part in ticket.Legs.SelectMany(leg => WrappedText.Of(Leg(ticket, leg), "  ").Concat(Basis(ticket, leg))))
            yield return part;
        yield return "  " + _words.Get("tickets_until", ParisTime.ToParis(ticket.ExpiresAt));
        yield return "  " + line.Url;
        if (fates.Fates.FirstOrDefault(fate => fate.Ticket == ticket.Id) is { } known)
            foreach (var part in WrappedText.Of($"{ticket.Id}{_words.Get("serve_colon")}{_fates.Words(known)}", "  "))
                yield return part;
    }

    private string Leg(Ticket ticket, TicketLeg leg) =>
        _words.Get(
            "tickets_leg",
            _words.Bet(ticket.Bet),
            string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {horse}")),
            ticket.Pool.Code(),
            leg.Stake.Amount,
            leg.Odds,
            leg.DividendLow,
            leg.DividendHigh,
            leg.MinimumOdds
        );

    private IEnumerable<string> Basis(Ticket ticket, TicketLeg leg) =>
        BasisLines.Of(ticket, leg, _words) is { } basis ? WrappedText.Of(basis, "    ") : [];

    private string Call(DayClosestCall call) =>
        _words.Get(
            "tickets_call",
            call.Race.Code,
            call.Meeting,
            call.Number,
            call.Horse,
            call.Price,
            call.PlayableFrom,
            call.Reason is { } guard ? _words.Guard(guard) : "–"
        );
}
