using Hippique.Gpi.Inputs;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Guards;

/// <summary>What is asked of all tickets of the race together.</summary>
internal static class TotalGuards
{
    /// <summary>Do the guards on risk and value pass for these tickets?</summary>
    public static bool Pass(AnalysisContext context, Totals totals)
    {
        var trial = new GuardList();
        Check(trial, context, totals);
        return trial.FirstBlockingAll is null;
    }

    public static void Check(GuardList guards, AnalysisContext context, Totals totals)
    {
        var rules = context.Rules.Guards;
        var any = totals.Stake > 0;
        GuardNote? note = any ? null : GuardRemark.NoTicket;
        guards.Add(
            GuardCode.SharpeMin,
            any ? totals.Sharpe : null,
            rules.SharpeMin,
            !any || rules.SharpeMin is not { } least || totals.Sharpe >= least,
            GuardScope.All,
            note
        );
        var ruin = Risk.Ruin(totals.Profit, totals.Variance, context.Bankroll);
        guards.Add(
            GuardCode.RorMax,
            any ? ruin : null,
            rules.RorMaxRace,
            !any || ruin <= rules.RorMaxRace,
            GuardScope.All,
            note ?? GuardRemark.Race
        );
        var day = DayRuin(context, totals);
        var reduced = any && day > rules.RorMaxDay;
        guards.Add(
            GuardCode.RorMax,
            any ? day : null,
            rules.RorMaxDay,
            true,
            GuardScope.All,
            note ?? (reduced ? GuardRemark.DayKellyReduced : GuardRemark.Day)
        );
        var ev = any ? totals.Profit / totals.Stake : 0;
        guards.Add(GuardCode.EvMinGlobal, any ? ev : null, rules.EvMinGlobal, !any || ev >= rules.EvMinGlobal, GuardScope.All, note);
    }

    /// <summary>Chance of ruin of the whole day with these tickets.</summary>
    public static double DayRuin(AnalysisContext context, Totals totals)
    {
        var player = context.Input.Player;
        return Risk.Ruin(player.DayExpectedProfit + totals.Profit, player.DayVariance + totals.Variance, context.Bankroll);
    }

    public static void Limits(GuardList guards, AnalysisContext context, Totals totals)
    {
        var player = context.Input.Player;
        if (player.DailyLimit is { } daily)
            guards.AtMost(GuardCode.Limits, player.DayStaked.ToDouble() + totals.Stake, daily.ToDouble(), GuardScope.All, GuardRemark.Day);
        if (player.WeeklyLimit is { } weekly)
            guards.AtMost(
                GuardCode.Limits,
                player.WeekStaked.ToDouble() + totals.Stake,
                weekly.ToDouble(),
                GuardScope.All,
                GuardRemark.Week
            );
        Losses(guards, player.DayLoss, player.DailyLossLimit, totals, GuardRemark.DayLosses);
        Losses(guards, player.WeekLoss, player.WeeklyLossLimit, totals, GuardRemark.WeekLosses);
        var races = player.PlayedAtRacecourse + 1;
        var most = context.Rules.Guards.RacecourseRacesMax;
        guards.Add(GuardCode.Limits, races, most, most is not { } limit || races <= limit, GuardScope.All, GuardRemark.RacesAtRacecourse);
        var budget = Math.Min(context.Input.BudgetPerRace.Amount, context.Rules.Budget.RaceMax);
        guards.AtMost(GuardCode.BudgetMax, totals.Stake, (double)budget, GuardScope.All);
    }

    /// <summary>If these tickets were lost too. A limit withholds tickets; it never changes a stake.</summary>
    private static void Losses(GuardList guards, Euro? lost, Euro? limit, Totals totals, GuardRemark remark)
    {
        if (limit is { } most)
            guards.AtMost(GuardCode.Limits, (lost ?? Euro.Zero).ToDouble() + totals.Stake, most.ToDouble(), GuardScope.All, remark);
    }
}
