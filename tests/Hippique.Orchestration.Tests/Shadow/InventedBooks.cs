using System.Globalization;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Shadow;

/// <summary>Shadow books with bets that a test names, without any race behind them.</summary>
internal static class InventedBooks
{
    public static readonly DateOnly First = new(2031, 3, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One win bet of 2 € at 4.0 on each day.</summary>
    /// <param name="store">Where.</param>
    /// <param name="book">Its name.</param>
    /// <param name="days">What happened on each, from <see cref="First"/> on: <c>w</c> won (pays 4 €), <c>l</c> lost, <c>o</c> open, <c>-</c> no bet, <c>u</c> not seen, a blank: not gone through.</param>
    /// <param name="inUse">From which to which of these days it was the user's own.</param>
    /// <param name="horse">On which horse.</param>
    /// <param name="from">Another first day.</param>
    /// <param name="rules">Hash of its rules.</param>
    /// <param name="model">Hash of its model.</param>
    public static async Task KeepAsync(
        IArtifactStore store,
        string book,
        string days,
        (int From, int To)? inUse = null,
        int horse = 5,
        DateOnly? from = null,
        string? rules = null,
        string? model = null
    )
    {
        var ledger = new StoredLedger(store, ShadowBook.FolderOf(book));
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i] == ' ')
                continue;
            var date = (from ?? First).AddDays(i);
            var isOwn = inUse is { } own && i >= own.From && i <= own.To;
            List<NewEntry> entries = days[i] is '-' or 'u' ? [] : Bet(book, date, days[i], horse);
            entries.Add(Covered(book, date, days[i] == 'u' ? 3 : 10, isOwn, rules, model));
            await ledger.AppendAsync(date, _ => entries, Cancel);
        }
    }

    private static NewEntry Covered(string book, DateOnly date, int seen, bool inUse, string? rules, string? model) =>
        new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}/covered"),
            Fact = new LedgerFact.Covered
            {
                Date = date,
                Races = 10,
                Seen = seen,
                Rules = book,
                RulesSha256 = rules ?? new string('a', 64),
                Model = "racing",
                ModelSha256 = model ?? new string('b', 64),
                InUse = inUse,
                FilledOn = date.AddDays(1),
            },
        };

    private static List<NewEntry> Bet(string book, DateOnly date, char outcome, int horse)
    {
        var race = PlayedDays.Id("R1C1", date);
        var made = PlayedDays.Ticket(race, PlayedDays.Off("14:00", date), 2);
        var ticket = made with { Legs = [made.Legs[0] with { Numbers = [horse] }] };
        var proposed = LedgerKeys.Proposed(
            ticket,
            new LedgerFact.Proposed
            {
                Pool = ticket.Pool,
                Bet = ticket.Bet,
                Stake = ticket.Stake,
                ExpectedReturn = ticket.ExpectedReturn,
                Off = PlayedDays.Off("14:00", date),
                ExpiresAt = ticket.ExpiresAt,
                Meeting = "VALMOREL",
                Discipline = Discipline.Harness,
                Rules = book,
                RulesVersion = "",
                Model = "racing",
                Sha256 = "",
                Legs =
                [
                    new ProposedLeg
                    {
                        Numbers = [horse],
                        Horses = ["CINQ"],
                        Stake = ticket.Stake,
                        Odds = 4,
                        MinimumOdds = 4,
                        Probability = .3,
                        ExpectedDividend = 4,
                    },
                ],
            }
        );
        if (outcome == 'o')
            return [proposed];
        var leg = new SettledLeg
        {
            Numbers = [horse],
            Stake = ticket.Stake,
            Outcome = outcome == 'w' ? SettledState.Won : SettledState.Lost,
            Reason = null,
            Dividend = outcome == 'w' ? 4 : null,
            Basis = outcome == 'w' ? DividendBasis.Official : null,
            Returned = new Euro(outcome == 'w' ? 8 : 0),
            Odds = 4,
            ClosingOdds = outcome == 'w' ? 3.6 : 3.7,
            ClosingLineValue = Math.Log(4 / (outcome == 'w' ? 3.6 : 3.7)),
        };
        var settled = SettledTicket.Of(ticket.Id, ticket.Pool, ticket.Bet, [leg]);
        var fact = new LedgerFact.Settled { Book = LedgerBookKind.Paper, Ticket = settled };
        return [proposed, LedgerKeys.Settled(new LedgerTicket(race, ticket.Id, false, (LedgerFact.Proposed)proposed.Fact), fact)];
    }
}
