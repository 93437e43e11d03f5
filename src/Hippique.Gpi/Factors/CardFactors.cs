using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Factors;

/// <summary>The factors that are read from the card and the statistics.</summary>
public static class CardFactors
{
    /// <summary>Both win rates (in %) known: the bonus is looked at first.</summary>
    public static Factor JockeyTrainer(JockeyTrainerRules rules, double? jockey, double? trainer, Discipline discipline)
    {
        if (jockey is not { } j || trainer is not { } e)
            return new Factor(1, false, jockey, trainer);
        var value =
            j >= rules.JockeyHigh || e >= rules.TrainerHigh ? rules.Bonus
            : j < rules.JockeyLow || e < rules.TrainerLow ? rules.Malus
            : 1;
        var power = discipline == Discipline.Harness ? rules.PowerHarness : rules.PowerElsewhere;
        return new Factor(power == 1 ? value : Math.Pow(value, power), true, j, e);
    }

    /// <summary>v5.1, trot: the best of the last three times against the median of the field's bests, in seconds per kilometre.</summary>
    public static Factor Time(TimeRules rules, double best, double median) =>
        new(rules.Range.Clamp(Math.Exp(rules.Slope * (median - best) / rules.Unit)), true, best, median);

    /// <summary>v5.2, trot: the best time against a fixed reference.</summary>
    public static Factor Time(ReferenceTimeRules rules, double best)
    {
        var share = Math.Min(Math.Max((rules.Reference - best) / rules.Reference, 0) / rules.Full, 1);
        return new Factor(1 + rules.Gain * share, true, best, rules.Reference);
    }

    /// <summary>The score s of v5.1 and its factor.</summary>
    public static Factor Form(FormRules rules, FormFigures figures)
    {
        var score =
            rules.Placed * figures.FirstThree
            + rules.Near * figures.FourthOrFifth
            - rules.Mean * (figures.MeanPlace - 1) / 9
            - (figures.AnyDisqualified ? rules.Disqualified : 0);
        return new Factor(1 + rules.Slope * score, true, score, figures.Runs);
    }

    /// <summary>v5.2: the share of runs among the first three.</summary>
    public static Factor Form(TwoStepRules rules, FormFigures figures) => Steps(rules, figures.FirstThreeShare, figures.Runs);

    /// <summary>v5.1: "volatil" first, then "sûr".</summary>
    public static Factor Regularity(RegularityRules rules, FormFigures figures)
    {
        var isVolatile = figures.AnyDisqualified || figures.Spread > rules.SpreadAbove || figures.MeanPlace > rules.MeanAbove;
        var isSure = figures.MeanPlace <= rules.MeanMax && figures.FirstThreeShare >= rules.PlacedMin;
        var value =
            isVolatile ? rules.Volatile
            : isSure ? rules.Sure
            : 1;
        return new Factor(value, true, figures.MeanPlace, figures.Spread);
    }

    /// <summary>v5.2: career places, wins included, per start.</summary>
    public static Factor Regularity(TwoStepRules rules, Runner runner)
    {
        if (runner.Starts is not > 0 || (runner.Wins is null && runner.Places is null))
            return Factor.Missing;
        var placed = (runner.Wins ?? 0) + (runner.Places ?? 0);
        return Steps(rules, Math.Min(1, (double)placed / runner.Starts.Value), runner.Starts.Value);
    }

    private static Factor Steps(TwoStepRules rules, double share, int of)
    {
        var value =
            share >= rules.PlacedHigh ? rules.High
            : share <= rules.PlacedLow ? rules.Low
            : 1;
        return new Factor(value, true, share, of);
    }
}
