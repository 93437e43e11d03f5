using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>Reads settlements.</summary>
internal static class SettledReader
{
    public static LedgerFact.Settled Settled(ref LedgerJson json)
    {
        LedgerBookKind? book = null;
        SettledTicket? ticket = null;
        Euro? difference = null;
        while (json.NextName())
        {
            if (json.Is("book"u8))
                book = json.Enum<LedgerBookKind>();
            else if (json.Is("ticket"u8))
                ticket = SettledTicket(ref json);
            else if (json.Is("difference"u8))
                difference = json.EuroOrNull();
            else
                json.Skip();
        }
        return new LedgerFact.Settled
        {
            Book = LedgerJson.Must(book),
            Ticket = LedgerJson.Must(ticket),
            Difference = difference,
        };
    }

    public static LedgerFact.Official Official(ref LedgerJson json)
    {
        SettledTicket? ticket = null;
        while (json.NextName())
        {
            if (json.Is("ticket"u8))
                ticket = SettledTicket(ref json);
            else
                json.Skip();
        }
        return new LedgerFact.Official(LedgerJson.Must(ticket));
    }

    private static SettledTicket SettledTicket(ref LedgerJson json)
    {
        string? id = null,
            reason = null;
        Pool? pool = null;
        BetType? bet = null;
        Euro? stake = null,
            returned = null;
        SettledState? outcome = null;
        List<SettledLeg>? legs = null;
        json.Open();
        while (json.NextName())
        {
            if (json.Is("id"u8))
                id = json.Text();
            else if (json.Is("pool"u8))
                pool = json.Pool();
            else if (json.Is("bet"u8))
                bet = json.Enum<BetType>();
            else if (json.Is("stake"u8))
                stake = json.Euro();
            else if (json.Is("outcome"u8))
                outcome = json.Enum<SettledState>();
            else if (json.Is("reason"u8))
                reason = json.TextOrNull();
            else if (json.Is("returned"u8))
                returned = json.EuroOrNull();
            else if (json.Is("legs"u8))
                legs = SettledLegs(ref json);
            else
                json.Skip();
        }
        return new SettledTicket
        {
            Id = LedgerJson.Must(id),
            Pool = LedgerJson.Must(pool),
            Bet = LedgerJson.Must(bet),
            Stake = LedgerJson.Must(stake),
            Outcome = LedgerJson.Must(outcome),
            Reason = reason,
            Returned = returned,
            Legs = LedgerJson.Must(legs),
        };
    }

    private static List<SettledLeg> SettledLegs(ref LedgerJson json)
    {
        var legs = new List<SettledLeg>();
        json.OpenList();
        while (json.NextObject())
            legs.Add(SettledLeg(ref json));
        return legs;
    }

    private static SettledLeg SettledLeg(ref LedgerJson json)
    {
        IReadOnlyList<int>? numbers = null;
        Euro? stake = null,
            returned = null;
        SettledState? outcome = null;
        string? reason = null;
        decimal? dividend = null;
        DividendBasis? basis = null;
        double? odds = null,
            closing = null,
            value = null;
        while (json.NextName())
        {
            if (json.Is("numbers"u8))
                numbers = json.Numbers();
            else if (json.Is("stake"u8))
                stake = json.Euro();
            else if (json.Is("outcome"u8))
                outcome = json.Enum<SettledState>();
            else if (json.Is("reason"u8))
                reason = json.TextOrNull();
            else if (json.Is("dividend"u8))
                dividend = json.DecimalOrNull();
            else if (json.Is("basis"u8))
                basis = json.EnumOrNull<DividendBasis>();
            else if (json.Is("returned"u8))
                returned = json.EuroOrNull();
            else if (json.Is("odds"u8))
                odds = json.Double();
            else if (json.Is("closing_odds"u8))
                closing = json.DoubleOrNull();
            else if (json.Is("closing_line_value"u8))
                value = json.DoubleOrNull();
            else
                json.Skip();
        }
        return new SettledLeg
        {
            Numbers = LedgerJson.Must(numbers),
            Stake = LedgerJson.Must(stake),
            Outcome = LedgerJson.Must(outcome),
            Reason = reason,
            Dividend = dividend,
            Basis = basis,
            Returned = returned,
            Odds = LedgerJson.Must(odds),
            ClosingOdds = closing,
            ClosingLineValue = value,
        };
    }
}
