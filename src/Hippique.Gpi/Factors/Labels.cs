using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Factors;

/// <summary>Labels shown beside a starter; they weigh nothing.</summary>
internal static class Labels
{
    /// <param name="rules">Thresholds.</param>
    /// <param name="win">Win probability.</param>
    /// <param name="place">Place probability.</param>
    /// <param name="oddsH5">Win odds; 0 without a price.</param>
    /// <param name="oddsH30">Win odds; 0 without a price.</param>
    /// <param name="placeRatio">Share of the place pool to the share that the win pool implies; null if that is not known.</param>
    /// <param name="figures">Null if the form is not known.</param>
    public static IReadOnlyList<RunnerLabel> Of(
        LabelRules rules,
        double win,
        double place,
        double oddsH5,
        double oddsH30,
        double? placeRatio,
        FormFigures? figures
    )
    {
        List<RunnerLabel>? labels = null;
        void Add(RunnerLabel label) => (labels ??= []).Add(label);
        if (win >= rules.FavouriteProbability)
            Add(RunnerLabel.RealFavourite);
        if (
            oddsH5 > 0
            && rules.OutsiderOdds.Contains(new Odds(oddsH5).Tenths / 10.0)
            && figures?.Last <= rules.OutsiderPlaceMax
            && figures.SecondLast <= rules.OutsiderPlaceMax
        )
            Add(RunnerLabel.Outsider);
        if (figures?.MeanOfLastThree <= rules.ForgottenMeanMax && place > 0 && place < rules.ForgottenPlaceProbability)
            Add(RunnerLabel.Forgotten);
        if (oddsH5 > 0 && oddsH30 > 0)
        {
            decimal before = new Odds(oddsH30).Tenths,
                after = new Odds(oddsH5).Tenths;
            if (after <= (decimal)rules.SteamMax * before)
                Add(RunnerLabel.Steam);
            if (after >= (decimal)rules.DriftMin * before)
                Add(RunnerLabel.Drift);
        }
        if (placeRatio <= rules.PlaceNeglectedMax)
            Add(RunnerLabel.PlaceNeglected);
        if (placeRatio >= rules.PlaceOverplayedMin)
            Add(RunnerLabel.PlaceOverplayed);
        return labels ?? [];
    }
}
