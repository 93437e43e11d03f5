using System.Globalization;
using Hippique.Gpi.Combined;
using Hippique.Gpi.Fields;
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
            guards.Add("clv_gate", last.Length, context.Rules.Guards.ClvBets, true, GuardList.Combined, "too few bets to judge");
        else
            guards.Add("clv_gate", Median(last), 0, Median(last) > 0, GuardList.Combined);
        var (passes, note) = Calibration(search);
        guards.Add(
            "payout_calibration",
            search.Calibration?.Races,
            context.Rules.PayoutCalibration.RacesMin,
            passes,
            GuardList.Combined,
            note
        );
        guards.Add("exotics_paused", player.ExoticsPaused ? 1 : 0, 0, !player.ExoticsPaused, GuardList.Combined);
    }

    public static void After(GuardList guards, AnalysisContext context, CombinedPlan? plan)
    {
        var rules = context.Rules.Guards;
        if (plan is null)
        {
            guards.Add("ev_min_combo", null, rules.EvMinCombo, true, GuardList.Combined, "no combined ticket");
            guards.Add("payout_min_combo", null, (double)rules.PayoutMinCombo, true, GuardList.Combined, "no combined ticket");
            return;
        }
        guards.AtLeast("ev_min_combo", plan.ExpectedProfit / (double)plan.Total, rules.EvMinCombo, GuardList.Combined);
        guards.AtLeast("payout_min_combo", plan.ExpectedPayout, (double)rules.PayoutMinCombo, GuardList.Combined);
    }

    private static void Overround(GuardList guards, AnalysisContext context, PoolView own)
    {
        var rules = context.Rules.Guards;
        if (!own.HasPlaces || context.PlacesPaid == 0)
        {
            double? book = own.Priced > 0 ? own.WinBook : null;
            guards.AtMost("overround_place", book, rules.OverroundWinMax, GuardList.Combined, "win book: no place odds");
            return;
        }
        var starters = context.Field.Count;
        var limit =
            context.Discipline == Discipline.Flat && starters >= 14 ? rules.OverroundPlaceFlatLarge
            : context.Discipline.Family() == DisciplineFamily.Trot && starters <= 9 ? rules.OverroundPlaceHarnessSmall
            : rules.OverroundPlaceMax;
        guards.AtMost("overround_place", own.PlaceBook / context.PlacesPaid, limit, GuardList.Combined, "place book / places paid");
    }

    private static (bool, string?) Calibration(CombinedSearch search) =>
        search switch
        {
            { Best.Combinations: [var first, ..] } => (
                true,
                string.Create(CultureInfo.InvariantCulture, $"bias {first.Fit.Bias:0.000}, width {first.Fit.Width:0.000}")
            ),
            { Why: "horses" or "not_sold" or "growth" } => (
                true,
                search.Why == "horses" ? "fewer than two horses pass as singles" : search.Why
            ),
            _ => (false, "payout_calibration_insufficient"),
        };

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
