namespace Hippique.Gpi.Rules;

/// <summary>The numbers of one column of factors.</summary>
public abstract record FactorRules
{
    private FactorRules() { }

    /// <summary>How many of the last performances of the family count.</summary>
    public required int Performances { get; init; }
    public required LabelRules Labels { get; init; }
    public required JockeyTrainerRules JockeyTrainer { get; init; }

    public sealed record V51 : FactorRules
    {
        public required DriftRules Drift { get; init; }
        public required TimeRules Time { get; init; }
        public required FormRules Form { get; init; }
        public required RegularityRules Regularity { get; init; }
    }

    public sealed record V52 : FactorRules
    {
        public required GainRules Gain { get; init; }
        public required ReferenceTimeRules Time { get; init; }
        public required TwoStepRules Form { get; init; }
        public required TwoStepRules Regularity { get; init; }
    }
}

public sealed record LabelRules(
    double FavouriteProbability,
    Interval OutsiderOdds,
    int OutsiderPlaceMax,
    double ForgottenMeanMax,
    double ForgottenPlaceProbability,
    double SteamMax,
    double DriftMin
);

/// <summary>Win percentages; <paramref name="PowerHarness"/> and <paramref name="PowerElsewhere"/> are exponents of the factor.</summary>
public sealed record JockeyTrainerRules(
    double JockeyHigh,
    double TrainerHigh,
    double JockeyLow,
    double TrainerLow,
    double Bonus,
    double Malus,
    double PowerHarness,
    double PowerElsewhere
);

public sealed record DriftRules(
    double Still,
    double K,
    Interval Range,
    double FavouriteOddsMax,
    double FavouriteRatioMin,
    double FavouriteK,
    double OutsiderOddsMin,
    double OutsiderRatioMax,
    double OutsiderK,
    double LongOddsAbove,
    Interval LongRange
);

public sealed record TimeRules(double Slope, double Unit, Interval Range);

public sealed record FormRules(double Placed, double Near, double Mean, double Disqualified, double Slope);

public sealed record RegularityRules(double Volatile, double SpreadAbove, double MeanAbove, double Sure, double MeanMax, double PlacedMin);

public sealed record GainRules(double OutsiderOddsMin, double Points, double Gained, double Lost, double BaseH5);

public sealed record ReferenceTimeRules(double Reference, double Full, double Gain);

public sealed record TwoStepRules(double PlacedHigh, double High, double PlacedLow, double Low);
