using System.Globalization;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>What a person typed of one ticket on a page.</summary>
/// <param name="Ticket"><c>R1C3-1</c>.</param>
/// <param name="Played">Which of the two buttons.</param>
/// <param name="Stakes">As typed, in the order of the legs; empty: as proposed.</param>
/// <param name="Odds">The same.</param>
internal sealed record SaidForm(string Ticket, bool Played, IReadOnlyList<string> Stakes, IReadOnlyList<string> Odds)
{
    /// <summary>What nobody types.</summary>
    private const int Longest = 20;

    /// <summary>Null if it is no such form.</summary>
    public static SaidForm? Read(IFormCollection form)
    {
        var (ticket, said) = (form["ticket"].ToString(), form["said"].ToString());
        if (ticket.Length is 0 or > Longest || said is not ("played" or "skipped"))
            return null;
        return new SaidForm(ticket, said == "played", Texts(form, "stake"), Texts(form, "odds"));
    }

    /// <param name="ticket">Of which it is said.</param>
    /// <param name="race">Of the ticket.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="way">Where it is said.</param>
    public ParseResult<BetOrder> ToOrder(LedgerTicket ticket, RaceId race, string by, SayingWay way)
    {
        var stakes = Amounts(ticket, Stakes);
        var odds = Amounts(ticket, Odds);
        if (!stakes.IsOk || !odds.IsOk)
            return ParseResult<BetOrder>.Fail(stakes.IsOk ? odds.Error : stakes.Error);
        return ParseResult<BetOrder>.Ok(
            new BetOrder
            {
                Race = race,
                Ticket = ticket.Id,
                Played = Played,
                Stakes = Played ? stakes.Value : [],
                Odds = Played ? odds.Value : [],
                By = by,
                Way = way,
            }
        );
    }

    private static List<string> Texts(IFormCollection form, string name) =>
        [
            .. form[name]
                .Select(text =>
                    text is null ? ""
                    : text.Length > Longest ? text[..Longest]
                    : text
                ),
        ];

    private static ParseResult<IReadOnlyList<LegAmount>> Amounts(LedgerTicket ticket, IReadOnlyList<string> typed)
    {
        var amounts = new List<LegAmount>();
        foreach (var (leg, text) in ticket.Proposed.Legs.Zip(typed))
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            // On a phone the comma and the point stand on the same key.
            if (
                !decimal.TryParse(
                    text.Trim().TrimEnd('€').Trim().Replace(',', '.'),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var amount
                )
            )
                return ParseResult<IReadOnlyList<LegAmount>>.Fail($"'{Quoted.Short(text)}' is no number");
            amounts.Add(new LegAmount(leg.Numbers, amount));
        }
        return ParseResult<IReadOnlyList<LegAmount>>.Ok(amounts);
    }
}
