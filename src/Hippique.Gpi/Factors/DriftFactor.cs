using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Factors;

/// <summary>How the price moved from H-30 to H-5.</summary>
public static class DriftFactor
{
    /// <summary>v5.1. Odds are compared in tenths and exactly: 10 → 10.7 is a change of 7 %, whatever doubles say.</summary>
    public static Factor V51(DriftRules rules, double oddsH30, double oddsH5)
    {
        decimal before = new Odds(oddsH30).Tenths,
            after = new Odds(oddsH5).Tenths;
        var ratio = (double)(after / before);
        if (Math.Abs(after - before) < (decimal)rules.Still * before)
            return new Factor(1, true, ratio, oddsH30);
        var k =
            before <= 10 * (decimal)rules.FavouriteOddsMax && after >= (decimal)rules.FavouriteRatioMin * before ? rules.FavouriteK
            : before >= 10 * (decimal)rules.OutsiderOddsMin && after <= (decimal)rules.OutsiderRatioMax * before ? rules.OutsiderK
            : rules.K;
        var limit = 10 * (decimal)rules.LongOddsAbove;
        var range = before > limit || after > limit ? rules.LongRange : rules.Range;
        return new Factor(range.Clamp(Math.Exp(-k * Math.Log(ratio))), true, ratio, oddsH30);
    }

    /// <summary>v5.2: an outsider that gained points of probability, the favourite of H-30 that lost some.</summary>
    public static Factor V52(GainRules rules, double oddsH30, double oddsH5, double shareH30, double shareH5, bool favouriteOfH30)
    {
        // Shares are quotients of tenths; a crumb must not decide.
        const double Crumb = 1e-12;
        var gain = shareH5 - shareH30;
        var value =
            new Odds(oddsH30).Tenths >= 10 * rules.OutsiderOddsMin && gain >= rules.Points - Crumb ? rules.Gained
            : favouriteOfH30 && -gain >= rules.Points - Crumb ? rules.Lost
            : 1;
        return new Factor(value, true, oddsH5 / oddsH30, oddsH30);
    }
}
