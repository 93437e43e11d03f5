namespace Hippique.Gpi.Rules;

/// <summary>Reads the group <c>guards</c> of a rule file.</summary>
internal static class GuardRulesReader
{
    public static GuardRules Read(YamlTable table)
    {
        var rules = new GuardRules
        {
            RaceOpenSeconds = table.Number("race_open_seconds", 0, 1800),
            RunnersMin = table.Whole("runners_min", 2, 40),
            OddsCoverageMin = table.Number("odds_coverage_min", 0, 1),
            OddsFreshMinutes = table.Number("odds_fresh_minutes", 0, 120),
            OddsStaleMinutes = table.Number("odds_stale_minutes", 1, 1440),
            PlaysWithoutH30 = table.Choice("without_h30", ("refuse", false), ("degraded", true)),
            DriftCoverageMin = table.Number("drift_coverage_min", 0, 1),
            JeCoverageMin = table.NumberOrNone("je_coverage_min", 0, 1),
            BookRange = table.Interval("book_range", 0.5, 3),
            OverroundPlaceMax = table.Number("overround_place_max", 1, 3),
            OverroundPlaceFlatLarge = table.Number("overround_place_flat_large", 1, 3),
            OverroundPlaceHarnessSmall = table.Number("overround_place_harness_small", 1, 3),
            OverroundWinMax = table.Number("overround_win_max", 1, 3),
            ClvBets = table.Whole("clv_bets", 1, 1000),
            SpCoverageMin = table.NumbersOrNone("sp_coverage_min", 3, 0, 3),
            SpLegsMin = table.Whole("sp_legs_min", 1, 3),
            RoiMinSp = table.Number("roi_min_sp", 0, 10),
            EvMinSp = table.Number("ev_min_sp", 0, 10),
            EvMinSpHomogeneous = table.Number("ev_min_sp_homogeneous", 0, 10),
            HomogeneousPoints = table.Number("homogeneous_points", 0, 1),
            EvShrunk = table.Choice("ev_shrunk", ("false", false), ("true", true)),
            EvMinCombo = table.Number("ev_min_combo", 0, 10),
            PayoutMinCombo = table.Money("payout_min_combo", 0, 1000),
            SharpeMin = table.NumberOrNone("sharpe_min", 0, 10),
            RorMaxRace = table.Number("ror_max_race", 0, 1),
            RorMaxDay = table.Number("ror_max_day", 0, 1),
            KellyFractionReduced = table.Number("kelly_fraction_reduced", 0.01, 1),
            EvMinGlobal = table.Number("ev_min_global", 0, 10),
            RacecourseRacesMax = table.NumberOrNone("racecourse_races_max", 1, 100),
        };
        table.Done();
        return rules;
    }
}
