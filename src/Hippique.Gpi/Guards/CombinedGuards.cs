using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi.Guards;

/// <summary>What stops the combined ticket only.</summary>
internal static class CombinedGuards
{
    public static void Before(GuardList guards, AnalysisContext context, PoolView own, CombinedSearch search)
    {
        Overround(guards, context, own);
        var player = context.Input.Player;
        var last = player.ClosingLineValues.Take(context.Rules.Guards.ClvBets).ToArray();
        if (last.Length < context.Rules.Guards.ClvBets)
            guards.Add(GuardCode.ClvGate, last.Length, context.Rules.Guards.ClvBets, true, GuardScope.Combined, GuardRemark.TooFewBets);
        else
            guards.Add(GuardCode.ClvGate, Median(last), 0, Median(last) > 0, GuardScope.Combined);
        Calibration(guards, context, search);
        guards.Add(GuardCode.ExoticsPaused, player.ExoticsPaused ? 1 : 0, 0, !player.ExoticsPaused, GuardScope.Combined);
    }

    public static void After(GuardList guards, AnalysisContext context, CombinedPlan? plan)
    {
        var rules = context.Rules.Guards;
        if (plan is null)
        {
            guards.Add(GuardCode.EvMinCombo, null, rules.EvMinCombo, true, GuardScope.Combined, GuardRemark.NoCombinedTicket);
            guards.Add(
                GuardCode.PayoutMinCombo,
                null,
                (double)rules.PayoutMinCombo,
                true,
                GuardScope.Combined,
                GuardRemark.NoCombinedTicket
            );
            return;
        }
        guards.AtLeast(GuardCode.EvMinCombo, plan.ExpectedProfit / (double)plan.Total, rules.EvMinCombo, GuardScope.Combined);
        guards.AtLeast(GuardCode.PayoutMinCombo, plan.ExpectedPayout, (double)rules.PayoutMinCombo, GuardScope.Combined);
    }

    private static void Overround(GuardList guards, AnalysisContext context, PoolView own)
    {
        var rules = context.Rules.Guards;
        if (!own.HasPlaces || context.PlacesPaid == 0)
        {
            double? book = own.Priced > 0 ? own.WinBook : null;
            guards.AtMost(GuardCode.OverroundPlace, book, rules.OverroundWinMax, GuardScope.Combined, GuardRemark.WinBookInstead);
            return;
        }
        var starters = context.Field.Count;
        var limit =
            context.Discipline == Discipline.Flat && starters >= 14 ? rules.OverroundPlaceFlatLarge
            : context.Discipline.Family() == DisciplineFamily.Trot && starters <= 9 ? rules.OverroundPlaceHarnessSmall
            : rules.OverroundPlaceMax;
        guards.AtMost(
            GuardCode.OverroundPlace,
            own.PlaceBook / context.PlacesPaid,
            limit,
            GuardScope.Combined,
            GuardRemark.PlaceBookPerPlace
        );
    }

    private static void Calibration(GuardList guards, AnalysisContext context, CombinedSearch search)
    {
        var rules = context.Rules.PayoutCalibration;
        if (search is { Why: NoCombined.Calibration, Calibration: { } refused })
        {
            var takeOut = context.Regulated.TakeOut(context.Day, refused.Pool, refused.Bet);
            if (PayoutQuality.FaultOf(refused, rules, context.Day, takeOut) is { } fault)
            {
                var note = new GuardNote.PayoutRefused(fault.Measure);
                guards.Add(GuardCode.PayoutCalibration, fault.Value, fault.Threshold, false, GuardScope.Combined, note);
                return;
            }
        }
        var (passes, why) = NoteOf(search);
        guards.Add(GuardCode.PayoutCalibration, search.Calibration?.Races, rules.RacesMin, passes, GuardScope.Combined, why);
    }

    private static (bool, GuardNote) NoteOf(CombinedSearch search) =>
        search switch
        {
            { Best: { } best } when best.Combinations.Select(one => one.Fit).FirstOrDefault(fit => fit is not null) is { } fit => (
                true,
                new GuardNote.PayoutFit(fit.Bias, fit.Width)
            ),
            { Best: not null } => (true, GuardRemark.PricedByPool),
            { Why: NoCombined.Horses } => (true, GuardRemark.TooFewHorses),
            { Why: NoCombined.NotSold } => (true, GuardRemark.CombinedNotSold),
            { Why: NoCombined.Growth } => (true, GuardRemark.NoGrowth),
            _ => (false, GuardRemark.PayoutCalibrationInsufficient),
        };

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
