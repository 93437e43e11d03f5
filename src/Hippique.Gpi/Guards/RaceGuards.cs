using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Guards;

/// <summary>The guards that ask whether the race can be judged at all. A failure of one of them makes the race unplayable, not merely refused.</summary>
internal static class RaceGuards
{
    /// <summary>The code of one of this group.</summary>
    public static bool Has(GuardCode code) =>
        code
            is GuardCode.Country
                or GuardCode.RaceOffered
                or GuardCode.RaceOpen
                or GuardCode.RunnersMin
                or GuardCode.OddsCoverage
                or GuardCode.OddsFresh
                or GuardCode.SameField
                or GuardCode.JeCoverage
                or GuardCode.BookSane;

    /// <summary>Is the race one of the user's countries, and sold by an operator of his?</summary>
    public static void Offered(GuardList guards, AnalysisInput input, PoolView own, bool sold)
    {
        var country = input.H5.Card.Country;
        var home = CountryList.Includes(input.Countries, country);
        Country(guards, country, home);
        GuardNote? note =
            own.Prices is null ? GuardRemark.NoOperatorPrice
            : !sold ? GuardRemark.NotSold
            : !home ? GuardRemark.CountryNotPlayed
            : null;
        var offered = home && sold;
        guards.Add(GuardCode.RaceOffered, offered ? 1 : 0, 1, offered, GuardScope.All, note);
    }

    /// <summary>Is the race one of the user's countries?</summary>
    public static void Country(GuardList guards, string country, bool isHome) =>
        guards.Add(
            GuardCode.Country,
            isHome ? 1 : 0,
            1,
            isHome,
            GuardScope.All,
            country.Length == 0 ? GuardRemark.CountryNotPublished : new GuardNote.CountryOf(country)
        );

    /// <summary>Off, field and prices, up to their age.</summary>
    public static void Prices(GuardList guards, AnalysisInput input, Field field, PoolView own, GuardRules rules)
    {
        var snapshot = input.H5;
        var seconds = (snapshot.Card.Off - snapshot.TakenAt).TotalSeconds;
        var open = seconds >= rules.RaceOpenSeconds && snapshot.Card is { Cancelled: false, NotOpen: null };
        guards.Add(
            GuardCode.RaceOpen,
            seconds,
            rules.RaceOpenSeconds,
            open,
            GuardScope.All,
            snapshot.Card.Cancelled ? GuardRemark.Cancelled
                : snapshot.Card.NotOpen is not null ? GuardRemark.NotOpen
                : null
        );
        guards.AtLeast(GuardCode.RunnersMin, field.Count, rules.RunnersMin, GuardScope.All);
        var coverage = field.Count == 0 ? 0 : (double)own.Priced / field.Count;
        guards.AtLeast(GuardCode.OddsCoverage, coverage, rules.OddsCoverageMin, GuardScope.All);
        guards.AtMost(
            GuardCode.OddsFresh,
            Age(snapshot, own),
            rules.OddsFreshMinutes,
            GuardScope.All,
            own.Prices is null ? GuardRemark.NoPrice : null
        );
    }

    /// <summary>Books that are no books of odds: fixed prices, odds of another bet, a page half read.</summary>
    public static void Books(GuardList guards, PoolView own, int placesPaid, GuardRules rules)
    {
        double? win = own.Priced > 0 ? own.WinBook : null;
        guards.Within(GuardCode.BookSane, win, rules.BookRange.Low, rules.BookRange.High, GuardScope.All, GuardRemark.WinBook);
        if (own.HasPlaces && placesPaid > 0)
            guards.Within(
                GuardCode.BookSane,
                own.PlaceBook / placesPaid,
                rules.BookRange.Low,
                rules.BookRange.High,
                GuardScope.All,
                GuardRemark.PlaceBook
            );
    }

    /// <summary>Minutes between the operator's newest stamp and the look; modelled prices without a stamp are of that moment.</summary>
    private static double? Age(Snapshot snapshot, PoolView own) =>
        own switch
        {
            { Prices: null } => null,
            { At: { } at } => Math.Max(0, (snapshot.TakenAt - at).TotalMinutes),
            { Prices.Origin: PriceOrigin.Modelled } => 0,
            _ => null,
        };
}
