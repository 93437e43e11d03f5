namespace Hippique.Gpi.Rules;

/// <summary>Whose weights the tickets use.</summary>
public enum WeightsChoice
{
    /// <summary>Those of the model file.</summary>
    Fitted,

    /// <summary>All 1: the method as it was written.</summary>
    Declared,
}

/// <summary>One version of the method; <c>rules/gpi-v5.1.yaml</c> says what each number is and where it comes from.</summary>
public sealed record RuleSet
{
    public required string Name { get; init; }
    public required string Title { get; init; }

    /// <summary>SHA-256 of the file's text, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The column of factors: <c>v5.1</c> or <c>v5.2</c>.</summary>
    public required string Factors { get; init; }
    public required FactorRules FactorRules { get; init; }
    public required WeightsChoice Weights { get; init; }
    public required double KellyFraction { get; init; }
    public required BudgetRules Budget { get; init; }
    public required SinglesRules Singles { get; init; }
    public required GuardRules Guards { get; init; }
    public required PayoutRules PayoutCalibration { get; init; }
}

public sealed record BudgetRules
{
    public required decimal RaceMax { get; init; }
    public required double SinglesShare { get; init; }
    public required double CombinedShare { get; init; }
    public required double HorseShareMax { get; init; }
    public required int TicketsMax { get; init; }
}

public sealed record SinglesRules
{
    public required int LegsMax { get; init; }
    public required Interval PlaceDividend { get; init; }
    public required Interval WinOdds { get; init; }
    public required Interval OneLegIn { get; init; }
}

public sealed record GuardRules
{
    public required double RaceOpenSeconds { get; init; }
    public required int RunnersMin { get; init; }
    public required double OddsCoverageMin { get; init; }
    public required double OddsFreshMinutes { get; init; }

    /// <summary>A price that is so many minutes older than the newest of its pool, or more, is no price.</summary>
    public required double OddsStaleMinutes { get; init; }

    /// <summary>Plays without H-30 prices, without drift, and says so.</summary>
    public required bool PlaysWithoutH30 { get; init; }
    public required double DriftCoverageMin { get; init; }
    public required double? JeCoverageMin { get; init; }
    public required Interval BookRange { get; init; }
    public required double OverroundPlaceMax { get; init; }
    public required double OverroundPlaceFlatLarge { get; init; }
    public required double OverroundPlaceHarnessSmall { get; init; }
    public required double OverroundWinMax { get; init; }
    public required int ClvBets { get; init; }

    /// <summary>For one, two and three legs.</summary>
    public required IReadOnlyList<double?> SpCoverageMin { get; init; }
    public required int SpLegsMin { get; init; }
    public required double RoiMinSp { get; init; }
    public required double EvMinSp { get; init; }
    public required double EvMinSpHomogeneous { get; init; }
    public required double HomogeneousPoints { get; init; }
    public required bool EvShrunk { get; init; }
    public required double EvMinCombo { get; init; }
    public required decimal PayoutMinCombo { get; init; }
    public required double? SharpeMin { get; init; }
    public required double RorMaxRace { get; init; }
    public required double RorMaxDay { get; init; }
    public required double KellyFractionReduced { get; init; }
    public required double EvMinGlobal { get; init; }
    public required double? RacecourseRacesMax { get; init; }
}

public sealed record PayoutRules
{
    public required int RacesMin { get; init; }
    public required double BiasMax { get; init; }
    public required double WidthMax { get; init; }

    /// <summary>Allowed mean of the pool's probability times the dividend.</summary>
    public required Interval ValueRange { get; init; }

    /// <summary>How far that mean may lie from 1 less the take-out, where the take-out is known.</summary>
    public required double TakeOutTolerance { get; init; }
    public required int AgeDaysMax { get; init; }
}
