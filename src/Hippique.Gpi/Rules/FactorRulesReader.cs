namespace Hippique.Gpi.Rules;

/// <summary>Reads the group <c>factor_rules</c> of a rule file.</summary>
internal static class FactorRulesReader
{
    public static FactorRules Read(YamlTable table, string column)
    {
        var performances = table.Whole("performances", 1, 20);
        var labels = ReadLabels(table.Table("labels"));
        FactorRules rules =
            column == "v5.2"
                ? new FactorRules.V52
                {
                    Performances = performances,
                    Labels = labels,
                    JockeyTrainer = ReadJockeyTrainer(table.Table("jockey_trainer"), powers: true),
                    Gain = ReadGain(table.Table("drift")),
                    Time = ReadReferenceTime(table.Table("time")),
                    Form = ReadTwoSteps(table.Table("form")),
                    Regularity = ReadTwoSteps(table.Table("regularity")),
                }
                : new FactorRules.V51
                {
                    Performances = performances,
                    Labels = labels,
                    JockeyTrainer = ReadJockeyTrainer(table.Table("jockey_trainer"), powers: false),
                    Drift = ReadDrift(table.Table("drift")),
                    Time = ReadTime(table.Table("time")),
                    Form = ReadForm(table.Table("form")),
                    Regularity = ReadRegularity(table.Table("regularity")),
                };
        table.Done();
        return rules;
    }

    private static LabelRules ReadLabels(YamlTable table) =>
        table.Closed(
            new LabelRules
            {
                FavouriteProbability = table.Number("favourite_probability", 0, 1),
                OutsiderOdds = table.Interval("outsider_odds", 1, 1000),
                OutsiderPlaceMax = table.Whole("outsider_place_max", 1, 10),
                ForgottenMeanMax = table.Number("forgotten_mean_max", 1, 10),
                ForgottenPlaceProbability = table.Number("forgotten_place_probability", 0, 1),
                SteamMax = table.Number("steam_max", 0, 1),
                DriftMin = table.Number("drift_min", 1, 10),
                PlaceNeglectedMax = table.Number("place_neglected_max", 0, 1, absent: 0.75),
                PlaceOverplayedMin = table.Number("place_overplayed_min", 1, 10, absent: 1.50),
            }
        );

    private static JockeyTrainerRules ReadJockeyTrainer(YamlTable table, bool powers) =>
        table.Closed(
            new JockeyTrainerRules
            {
                JockeyHigh = table.Number("jockey_high", 0, 100),
                TrainerHigh = table.Number("trainer_high", 0, 100),
                JockeyLow = table.Number("jockey_low", 0, 100),
                TrainerLow = table.Number("trainer_low", 0, 100),
                Bonus = table.Number("bonus", 0.5, 2),
                Malus = table.Number("malus", 0.5, 2),
                PowerHarness = powers ? table.Number("power_harness", 0, 3) : 1,
                PowerElsewhere = powers ? table.Number("power_elsewhere", 0, 3) : 1,
            }
        );

    private static DriftRules ReadDrift(YamlTable table)
    {
        var (favourite, outsider, far) = (table.Table("favourite"), table.Table("outsider"), table.Table("long"));
        var rules = new DriftRules
        {
            Still = table.Number("still", 0, 1),
            K = table.Number("k", 0, 5),
            Range = table.Interval("range", 0.1, 10),
            FavouriteOddsMax = favourite.Number("odds_max", 1, 1000),
            FavouriteRatioMin = favourite.Number("ratio_min", 1, 10),
            FavouriteK = favourite.Number("k", 0, 5),
            OutsiderOddsMin = outsider.Number("odds_min", 1, 1000),
            OutsiderRatioMax = outsider.Number("ratio_max", 0, 1),
            OutsiderK = outsider.Number("k", 0, 5),
            LongOddsAbove = far.Number("odds_above", 1, 10_000),
            LongRange = far.Interval("range", 0.1, 10),
        };
        foreach (var group in (YamlTable[])[favourite, outsider, far, table])
            group.Done();
        return rules;
    }

    private static TimeRules ReadTime(YamlTable table) =>
        table.Closed(new TimeRules(table.Number("slope", 0, 5), table.Number("unit", 0.01, 10), table.Interval("range", 0.1, 10)));

    private static FormRules ReadForm(YamlTable table) =>
        table.Closed(
            new FormRules(
                table.Number("placed", 0, 10),
                table.Number("near", 0, 10),
                table.Number("mean", 0, 10),
                table.Number("disqualified", 0, 10),
                table.Number("slope", 0, 0.1)
            )
        );

    private static RegularityRules ReadRegularity(YamlTable table) =>
        table.Closed(
            new RegularityRules
            {
                Volatile = table.Number("volatile", 0.5, 2),
                SpreadAbove = table.Number("spread_above", 0, 10),
                MeanAbove = table.Number("mean_above", 1, 10),
                Sure = table.Number("sure", 0.5, 2),
                MeanMax = table.Number("mean_max", 1, 10),
                PlacedMin = table.Number("placed_min", 0, 1),
            }
        );

    private static GainRules ReadGain(YamlTable table) =>
        table.Closed(
            new GainRules(
                table.Number("outsider_odds_min", 1, 1000),
                table.Number("points", 0, 1),
                table.Number("gained", 0.5, 2),
                table.Number("lost", 0.5, 2),
                table.Number("base_h5", 0, 1)
            )
        );

    private static ReferenceTimeRules ReadReferenceTime(YamlTable table) =>
        table.Closed(
            new ReferenceTimeRules(table.Number("reference", 60, 120), table.Number("full", 0.001, 1), table.Number("gain", 0, 1))
        );

    private static TwoStepRules ReadTwoSteps(YamlTable table) =>
        table.Closed(
            new TwoStepRules(
                table.Number("placed_high", 0, 1),
                table.Number("high", 0.5, 2),
                table.Number("placed_low", 0, 1),
                table.Number("low", 0.5, 2)
            )
        );

    private static T Closed<T>(this YamlTable table, T rules)
    {
        table.Done();
        return rules;
    }
}
