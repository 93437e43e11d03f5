using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Guards;

/// <summary>Expected profit and risk of a set of tickets.</summary>
/// <param name="Stake">In euros.</param>
/// <param name="Profit">Expected, in euros.</param>
/// <param name="Variance">Of the profit, in euros squared.</param>
internal sealed record Totals(double Stake, double Profit, double Variance)
{
    public double Sharpe => Risk.Sharpe(Profit, Variance);
}

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
        var note = any ? null : "no ticket";
        guards.Add(
            "sharpe_min",
            any ? totals.Sharpe : null,
            rules.SharpeMin,
            !any || rules.SharpeMin is not { } least || totals.Sharpe >= least,
            GuardList.All,
            note
        );
        var ruin = Risk.Ruin(totals.Profit, totals.Variance, context.Bankroll);
        guards.Add("ror_max", any ? ruin : null, rules.RorMaxRace, !any || ruin <= rules.RorMaxRace, GuardList.All, note ?? "race");
        var day = DayRuin(context, totals);
        var reduced = any && day > rules.RorMaxDay;
        guards.Add(
            "ror_max",
            any ? day : null,
            rules.RorMaxDay,
            true,
            GuardList.All,
            note ?? (reduced ? "day: the Kelly fraction falls" : "day")
        );
        var ev = any ? totals.Profit / totals.Stake : 0;
        guards.Add("ev_min_global", any ? ev : null, rules.EvMinGlobal, !any || ev >= rules.EvMinGlobal, GuardList.All, note);
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
            guards.AtMost("limits", player.DayStaked.ToDouble() + totals.Stake, daily.ToDouble(), GuardList.All, "day");
        if (player.WeeklyLimit is { } weekly)
            guards.AtMost("limits", player.WeekStaked.ToDouble() + totals.Stake, weekly.ToDouble(), GuardList.All, "week");
        var races = player.PlayedAtRacecourse + 1;
        var most = context.Rules.Guards.RacecourseRacesMax;
        guards.Add("limits", races, most, most is not { } limit || races <= limit, GuardList.All, "races at the racecourse");
        var budget = Math.Min(context.Input.BudgetPerRace.Amount, context.Rules.Budget.RaceMax);
        guards.AtMost("budget_max", totals.Stake, (double)budget, GuardList.All);
    }
}
