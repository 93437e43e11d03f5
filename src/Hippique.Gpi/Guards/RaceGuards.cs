using Hippique.Gpi.Fields;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Guards;

/// <summary>The guards that ask whether the race can be judged at all. A failure of one of them makes the race unplayable, not merely refused.</summary>
internal static class RaceGuards
{
    /// <summary>The code of one of this group.</summary>
    public static bool Has(string code) =>
        code
            is "country"
                or "race_offered"
                or "race_open"
                or "runners_min"
                or "odds_coverage"
                or "odds_fresh"
                or "same_field"
                or "je_coverage"
                or "book_sane";

    /// <summary>Is the race one of the user's countries, and sold by an operator of his?</summary>
    public static void Offered(GuardList guards, AnalysisInput input, PoolView own, bool sold)
    {
        var country = input.H5.Card.Country;
        var home = input.Countries.Count == 0 || input.Countries.Any(wanted => Same(wanted, country));
        guards.Add("country", home ? 1 : 0, 1, home, GuardList.All, country.Length == 0 ? "not published" : country);
        var note =
            own.Prices is null ? "no operator's price"
            : !sold ? "not sold"
            : !home ? "country"
            : null;
        var offered = home && sold;
        guards.Add("race_offered", offered ? 1 : 0, 1, offered, GuardList.All, note);
    }

    /// <summary>Off, field and prices, up to their age.</summary>
    public static void Prices(GuardList guards, AnalysisInput input, Field field, PoolView own, GuardRules rules)
    {
        var snapshot = input.H5;
        var seconds = (snapshot.Card.Off - snapshot.PlannedAt).TotalSeconds;
        var open = seconds >= rules.RaceOpenSeconds && !snapshot.Card.Cancelled;
        guards.Add("race_open", seconds, rules.RaceOpenSeconds, open, GuardList.All, snapshot.Card.Cancelled ? "cancelled" : null);
        guards.AtLeast("runners_min", field.Count, rules.RunnersMin, GuardList.All);
        var coverage = field.Count == 0 ? 0 : (double)own.Priced / field.Count;
        guards.AtLeast("odds_coverage", coverage, rules.OddsCoverageMin, GuardList.All);
        guards.AtMost("odds_fresh", Age(snapshot, own), rules.OddsFreshMinutes, GuardList.All, own.Prices is null ? "no price" : null);
    }

    /// <summary>Books that are no books of odds: fixed prices, odds of another bet, a page half read.</summary>
    public static void Books(GuardList guards, PoolView own, int placesPaid, GuardRules rules)
    {
        double? win = own.Priced > 0 ? own.WinBook : null;
        guards.Within("book_sane", win, rules.BookRange.Low, rules.BookRange.High, GuardList.All, "win");
        if (own.HasPlaces && placesPaid > 0)
            guards.Within("book_sane", own.PlaceBook / placesPaid, rules.BookRange.Low, rules.BookRange.High, GuardList.All, "place");
    }

    /// <summary>Minutes between the operator's stamp and the planned look; modelled prices without a stamp are of that moment.</summary>
    private static double? Age(Snapshot snapshot, PoolView own) =>
        own.Prices switch
        {
            null => null,
            { At: { } at } => Math.Max(0, (snapshot.PlannedAt - at).TotalMinutes),
            { Origin: PriceOrigin.Modelled } => 0,
            _ => null,
        };

    private static bool Same(string wanted, string country) =>
        string.Equals(Alpha3(wanted), Alpha3(country), StringComparison.OrdinalIgnoreCase);

    private static string Alpha3(string code) => code.Equals("FR", StringComparison.OrdinalIgnoreCase) ? "FRA" : code;
}
