using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Factors;

/// <summary>Labels shown beside a starter; they weigh nothing.</summary>
public static class Labels
{
    public const string RealFavourite = "favori_reel";
    public const string Outsider = "outsider_reperable";
    public const string Forgotten = "profil_oublie";
    public const string Steam = "steam";
    public const string Drift = "drift";

    /// <param name="rules">Thresholds.</param>
    /// <param name="win">Win probability.</param>
    /// <param name="place">Place probability.</param>
    /// <param name="oddsH5">Win odds; 0 without a price.</param>
    /// <param name="oddsH30">Win odds; 0 without a price.</param>
    /// <param name="figures">Null where the form is not known.</param>
    public static IReadOnlyList<string> Of(LabelRules rules, double win, double place, double oddsH5, double oddsH30, FormFigures? figures)
    {
        List<string>? labels = null;
        void Add(string label) => (labels ??= []).Add(label);
        if (win >= rules.FavouriteProbability)
            Add(RealFavourite);
        if (
            oddsH5 > 0
            && rules.OutsiderOdds.Contains(new Odds(oddsH5).Tenths / 10.0)
            && figures?.Last <= rules.OutsiderPlaceMax
            && figures.SecondLast <= rules.OutsiderPlaceMax
        )
            Add(Outsider);
        if (figures?.MeanOfLastThree <= rules.ForgottenMeanMax && place > 0 && place < rules.ForgottenPlaceProbability)
            Add(Forgotten);
        if (oddsH5 > 0 && oddsH30 > 0)
        {
            decimal before = new Odds(oddsH30).Tenths,
                after = new Odds(oddsH5).Tenths;
            if (after <= (decimal)rules.SteamMax * before)
                Add(Steam);
            if (after >= (decimal)rules.DriftMin * before)
                Add(Drift);
        }
        return labels ?? [];
    }
}
