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

public sealed record LabelRules
{
    public required double FavouriteProbability { get; init; }
    public required Interval OutsiderOdds { get; init; }
    public required int OutsiderPlaceMax { get; init; }
    public required double ForgottenMeanMax { get; init; }
    public required double ForgottenPlaceProbability { get; init; }
    public required double SteamMax { get; init; }
    public required double DriftMin { get; init; }

    /// <summary>Share of the place pool to the share that the win pool implies.</summary>
    public required double PlaceNeglectedMax { get; init; }

    /// <inheritdoc cref="PlaceNeglectedMax"/>
    public required double PlaceOverplayedMin { get; init; }
}

/// <summary>Win percentages; <see cref="PowerHarness"/> and <see cref="PowerElsewhere"/> are exponents of the factor.</summary>
public sealed record JockeyTrainerRules
{
    public required double JockeyHigh { get; init; }
    public required double TrainerHigh { get; init; }
    public required double JockeyLow { get; init; }
    public required double TrainerLow { get; init; }
    public required double Bonus { get; init; }
    public required double Malus { get; init; }
    public required double PowerHarness { get; init; }
    public required double PowerElsewhere { get; init; }
}

public sealed record DriftRules
{
    public required double Still { get; init; }
    public required double K { get; init; }
    public required Interval Range { get; init; }
    public required double FavouriteOddsMax { get; init; }
    public required double FavouriteRatioMin { get; init; }
    public required double FavouriteK { get; init; }
    public required double OutsiderOddsMin { get; init; }
    public required double OutsiderRatioMax { get; init; }
    public required double OutsiderK { get; init; }
    public required double LongOddsAbove { get; init; }
    public required Interval LongRange { get; init; }
}

public sealed record TimeRules(double Slope, double Unit, Interval Range);

public sealed record FormRules(double Placed, double Near, double Mean, double Disqualified, double Slope);

public sealed record RegularityRules
{
    public required double Volatile { get; init; }
    public required double SpreadAbove { get; init; }
    public required double MeanAbove { get; init; }
    public required double Sure { get; init; }
    public required double MeanMax { get; init; }
    public required double PlacedMin { get; init; }
}

public sealed record GainRules(double OutsiderOddsMin, double Points, double Gained, double Lost, double BaseH5);

public sealed record ReferenceTimeRules(double Reference, double Full, double Gain);

public sealed record TwoStepRules(double PlacedHigh, double High, double PlacedLow, double Low);
