using System.Globalization;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>The sums of the ledger in two ways: from the last word on each ticket, and from the entries one after the other with the differences that corrections state.</summary>
internal static class LedgerSums
{
    /// <summary>Sums by day, bet and pool that do not agree.</summary>
    public static IEnumerable<Problem> Compare(IEnumerable<LedgerEntry> entries, LedgerBook book)
    {
        return Compare(Walk(entries), Known(book));
    }

    /// <summary>The same of imported bets.</summary>
    public static IEnumerable<Problem> CompareImported(IEnumerable<LedgerEntry> entries, LedgerBook book)
    {
        var known = new Dictionary<SumKey, Money>();
        foreach (var bet in book.Imported)
            Add(known, KeyOf(bet.Race, bet.Bet), bet.Bet.Stake, bet.Returned);
        return Compare(WalkImported(entries), known);
    }

    private static IEnumerable<Problem> Compare(Dictionary<SumKey, Money> walked, Dictionary<SumKey, Money> known)
    {
        foreach (var key in walked.Keys.Union(known.Keys).Order())
        {
            var (one, other) = (walked.GetValueOrDefault(key), known.GetValueOrDefault(key));
            if (one != other)
                yield return Problem.Of($"{key}: staked and returned by the entries {one}, by the tickets {other}");
        }
    }

    /// <summary>Entry by entry: a correction takes back what the entry that it corrects had added.</summary>
    private static Dictionary<SumKey, Money> WalkImported(IEnumerable<LedgerEntry> entries)
    {
        var sums = new Dictionary<SumKey, Money>();
        // What an entry has added, by bet; the official return counts while the file tells none.
        var told = new Dictionary<(RaceId, string?), LedgerFact.Imported>();
        var official = new Dictionary<(RaceId, string?), LedgerFact.Official>();
        foreach (var entry in entries)
        {
            if (entry.Race is not { } race)
                continue;
            var bet = (race, entry.Ticket);
            Take(bet, race, -1);
            if (entry.Fact is LedgerFact.Imported imported)
                told[bet] = imported;
            else if (entry.Fact is LedgerFact.Official settled)
                official[bet] = settled;
            Take(bet, race, 1);
        }
        return sums.Where(sum => sum.Value != default).ToDictionary();

        void Take((RaceId, string?) bet, RaceId race, int sign)
        {
            if (told.GetValueOrDefault(bet) is not { } fact)
                return;
            var settled = official.GetValueOrDefault(bet) is { } last && last.Ticket.Stake == fact.Stake ? last.Returned : null;
            Add(sums, KeyOf(race, fact), fact.Stake * sign, (fact.Returned ?? settled ?? Euro.Zero) * sign);
        }
    }

    private static SumKey KeyOf(RaceId race, LedgerFact.Imported bet) => new(LedgerBookKind.Imported, race.Date, bet.Bet, bet.Pool);

    private static Dictionary<SumKey, Money> Known(LedgerBook book)
    {
        var sums = new Dictionary<SumKey, Money>();
        foreach (var ticket in book.Tickets)
        {
            Add(
                sums,
                new SumKey(LedgerBookKind.Paper, ticket.Race.Date, ticket.Proposed.Bet, ticket.Proposed.Pool),
                ticket.Proposed.Stake,
                ticket.Paper?.Fact.Ticket.Returned
            );
            // What was settled while the ticket was said to be played stays entered; it counts no more once that is taken back.
            if (ticket.PlayedSettlement?.Fact.Ticket is { } own)
                Add(sums, new SumKey(LedgerBookKind.Played, ticket.Race.Date, ticket.Proposed.Bet, own.Pool), own.Stake, own.Returned);
        }
        return sums;
    }

    private static Dictionary<SumKey, Money> Walk(IEnumerable<LedgerEntry> entries)
    {
        var sums = new Dictionary<SumKey, Money>();
        var bets = new Dictionary<(RaceId, string?), BetType>();
        var settled = new Dictionary<string, (SumKey Key, Euro Staked, Euro Returned)>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Race is not { } race)
                continue;
            switch (entry.Fact)
            {
                case LedgerFact.Proposed proposed when bets.TryAdd((race, entry.Ticket), proposed.Bet):
                    Add(sums, new SumKey(LedgerBookKind.Paper, race.Date, proposed.Bet, proposed.Pool), proposed.Stake, null);
                    break;
                case LedgerFact.Settled fact:
                    var bet = bets.GetValueOrDefault((race, entry.Ticket), fact.Ticket.Bet);
                    var key = new SumKey(fact.Book, race.Date, bet, fact.Ticket.Pool);
                    var before = entry.Corrects is { } corrected ? settled.GetValueOrDefault(corrected) : default;
                    var staked = fact.Book == LedgerBookKind.Played ? fact.Ticket.Stake : Euro.Zero;
                    // A correction moves the money by the difference that it states; if the pool was corrected too, from one pool to the other.
                    var returned = fact.Difference is { } difference ? before.Returned + difference : fact.Ticket.Returned ?? Euro.Zero;
                    if (entry.Corrects is not null && before.Key is { } old)
                        Add(sums, old, new Euro(-before.Staked.Amount), new Euro(-before.Returned.Amount));
                    Add(sums, key, staked, returned);
                    settled[entry.Key] = (key, staked, returned);
                    break;
            }
        }
        return sums.Where(sum => sum.Value != default).ToDictionary();
    }

    private static void Add(Dictionary<SumKey, Money> sums, SumKey key, Euro staked, Euro? returned)
    {
        var before = sums.GetValueOrDefault(key);
        sums[key] = new Money(before.Staked + staked, before.Returned + (returned ?? Euro.Zero));
    }

    private sealed record SumKey(LedgerBookKind Book, DateOnly Date, BetType Bet, Pool Pool) : IComparable<SumKey>
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd} {Bet} {Pool.Code()}");

        public int CompareTo(SumKey? other) =>
            other is null ? 1 : (Date, Book, Bet, Pool).CompareTo((other.Date, other.Book, other.Bet, other.Pool));
    }

    private readonly record struct Money(Euro Staked, Euro Returned)
    {
        public override string ToString() => $"{Staked} € / {Returned} €";
    }
}
