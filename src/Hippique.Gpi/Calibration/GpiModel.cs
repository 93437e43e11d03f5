using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>Pools whose prices behave alike: PMU's national pool, and the pools of the internet.</summary>
public enum PoolFamily
{
    National,
    Internet,
}

/// <summary>Disciplines that are fitted apart; <see cref="All"/> is what holds if one has no fit of its own.</summary>
public enum ModelDiscipline
{
    All,
    Flat,
    Harness,
    Mounted,
    Jumps,
}

/// <summary>
/// Everything the analysis takes from past races, with its origin; <c>models/*.json</c>. Lists are looked up by pool family and discipline, most special first
/// (<see cref="GpiModelLookup"/>). Fitted values carry their standard error if it is known.
/// </summary>
public sealed record GpiModel
{
    /// <summary>2 since payouts are fitted on what the pool's prices say; before, they were fitted on the model's own probability.</summary>
    public int Schema { get; init; } = 2;

    /// <summary>Short name shown in every analysis: <c>racing-2026-11</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its file, lower-case hex; empty for a model that was made and not read.</summary>
    [JsonIgnore]
    public string Sha256 { get; init; } = "";

    /// <summary>What it was fitted on.</summary>
    public required ModelData Data { get; init; }

    /// <summary><c>p ∝ π^k</c>.</summary>
    public required IReadOnlyList<ExponentFit> Exponents { get; init; }

    /// <summary>Weights of two pools that are both in view; null: only the pool with the better forecast counts.</summary>
    public TwoPoolsFit? TwoPools { get; init; }

    /// <summary>Laws of the finishing order.</summary>
    public required IReadOnlyList<OrderLawFit> OrderLaws { get; init; }

    /// <summary>What a winner pays, predicted from the prices at H-5.</summary>
    public required IReadOnlyList<WinDividendFit> WinDividends { get; init; }

    /// <summary>The closing price of every runner, predicted from the prices at H-5 and the card.</summary>
    public required IReadOnlyList<CloseFit> Closes { get; init; }

    /// <summary>Weights of the factors.</summary>
    public required IReadOnlyList<WeightsFit> Weights { get; init; }

    /// <summary>Expected official dividends of bets that show no price.</summary>
    public IReadOnlyList<PayoutFit> Payouts { get; init; } = [];

    /// <summary>What the money in a pool's places adds to the chances of a place; null or without the pool: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlaceMoneyFit>? PlaceMoney { get; init; }

    /// <summary>How a place pool moves from H-5 to the close; null or without the pool: as its win pool does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlaceMoveFit>? PlaceMoves { get; init; }

    /// <summary>How it did on races that it was not fitted on.</summary>
    public IReadOnlyList<ModelScore> Scores { get; init; } = [];
}

/// <summary>The data behind a model.</summary>
public sealed record ModelData
{
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required int Races { get; init; }

    /// <summary>Where held-out races begin; null if nothing was held out, the earliest of <see cref="HeldOut"/> if that differs by pool.</summary>
    public DateOnly? HeldOutFrom { get; init; }

    /// <summary>First held-out day by pool (<c>pmu_national</c>).</summary>
    public IReadOnlyDictionary<string, DateOnly> HeldOut { get; init; } = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);

    /// <summary>First day by pool that the fit of place dividends held out, of files that have nothing else (<c>pmu_internet</c>).</summary>
    public IReadOnlyDictionary<string, DateOnly> PlacesHeldOut { get; init; } =
        new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);

    /// <summary>SHA-256 of each file by its name, lower-case hex.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the numbers come from, in words.</summary>
    public string Origin { get; init; } = "";
}

/// <summary><c>p ∝ π^Value</c>.</summary>
public sealed record ExponentFit(PoolFamily Family, ModelDiscipline Discipline, double Value, double? StandardError, int Races);

/// <summary><c>log p = National · log π_national + Internet · log π_internet − log Z</c>.</summary>
public sealed record TwoPoolsFit(double National, double NationalError, double Internet, double InternetError, int Races);

/// <summary>
/// Weights of second, third and fourth, <c>p^A (1 − p)^B</c>. If <see cref="OnShares"/> is set they were measured on the pool's shares π, and A is divided by the exponent
/// before it is used on <c>p ∝ π^k</c>; else they hold for the win probabilities as the analysis uses them.
/// </summary>
public sealed record OrderLawFit
{
    /// <summary>
    /// Whose prices; null: any pool's. The crowds of the pools misjudge places in their own ways: of trotters that the same law gives .64 for a place, .68 were placed by the national
    /// pool's prices and .61 by the internet pool's.
    /// </summary>
    public PoolFamily? Family { get; init; }
    public required ModelDiscipline Discipline { get; init; }
    public required double SecondA { get; init; }
    public required double SecondB { get; init; }
    public required double ThirdA { get; init; }
    public required double ThirdB { get; init; }
    public required double FourthA { get; init; }
    public required double FourthB { get; init; }
    public required bool OnShares { get; init; }
    public required int Races { get; init; }
}

/// <summary>
/// <c>E[dividend | it wins] = exp(Constant + LogOdds · ln o5 + Momentum · ln(o5/o30) + Forecast · ln(ô/o5))</c>; <see cref="Deviation"/> is that of its logarithm. ô are the odds at
/// the <see cref="CloseForecast"/>, <c>1/(predicted share · book at H-5)</c>: money that is expected on a horse makes it likelier to win and cheaper, and both must be counted.
/// </summary>
public sealed record WinDividendFit
{
    public required PoolFamily Family { get; init; }
    public required ModelDiscipline Discipline { get; init; }
    public required double Constant { get; init; }
    public required double LogOdds { get; init; }
    public required double Momentum { get; init; }
    public required double Deviation { get; init; }
    public required int Winners { get; init; }
    public double Forecast { get; init; }
}

/// <summary>
/// <c>ln close = Constant + LogOdds · ln o5 + Momentum · ln(o5/o30) + Σ Card[name] · feature</c> on every runner, then shares of the closing book. If <see cref="Exponent"/>
/// is given, win probabilities are <c>p ∝ (predicted share)^Exponent</c> instead of <c>π5^k</c>.
/// </summary>
public sealed record CloseFit
{
    public required PoolFamily Family { get; init; }
    public required ModelDiscipline Discipline { get; init; }
    public required double Constant { get; init; }
    public required double LogOdds { get; init; }
    public required double Momentum { get; init; }
    public required IReadOnlyList<CardCoefficient> Card { get; init; }
    public required double Deviation { get; init; }
    public required double? Exponent { get; init; }
    public required int Runners { get; init; }
}

/// <summary>The weight of one feature of the card; names are those of <see cref="CardFeatures"/>.</summary>
public sealed record CardCoefficient(string Feature, double Value, double? StandardError);

/// <summary><c>log p = Beta · log π + Σ w · log f − log Z</c>; the factors are drift, je, time, form, regularity, as the named rule set computes them.</summary>
public sealed record WeightsFit
{
    /// <summary><c>v5.1</c> or <c>v5.2</c>: which column of the factors.</summary>
    public required string Factors { get; init; }
    public required ModelDiscipline Discipline { get; init; }

    /// <summary>On top of the exponent: β = 1 leaves the market as it was fitted.</summary>
    public required FittedWeight Beta { get; init; }
    public required FittedWeight Drift { get; init; }
    public required FittedWeight JockeyTrainer { get; init; }
    public required FittedWeight Time { get; init; }
    public required FittedWeight Form { get; init; }
    public required FittedWeight Regularity { get; init; }
    public int Races { get; init; }
}

public sealed record FittedWeight(double Value, double? StandardError);

/// <summary>
/// The expected official dividend of a bet that wins, within <see cref="ProbabilityLow"/> to <see cref="ProbabilityHigh"/>: from the probability that the prices of a pool, and nothing
/// else, give the bet (<see cref="Probabilities.PoolOrders"/>). A dividend is what the crowd leaves, so the model's own opinion has no place in it.
/// </summary>
public sealed record PayoutFit
{
    public required Pool Pool { get; init; }

    /// <summary>
    /// Whose win prices gave the probabilities of the fit. If they are another pool's, its exponent and law are used on the prices of <see cref="Pool"/> too: the relation holds for
    /// probabilities that are made in this way.
    /// </summary>
    public required Pool PricedBy { get; init; }
    public required BetType Bet { get; init; }
    public required ModelDiscipline Discipline { get; init; }

    /// <summary>The least probability of the bet that it covers, by the pool's prices.</summary>
    public required double ProbabilityLow { get; init; }

    /// <summary>The greatest probability of the bet that it covers.</summary>
    public required double ProbabilityHigh { get; init; }

    /// <summary>From the prices of H-5: what is bet on.</summary>
    public required PayoutCurve AtH5 { get; init; }

    /// <summary>From the closing prices: what was fitted on most races.</summary>
    public required PayoutCurve AtClose { get; init; }

    /// <summary>Of the logarithm of the dividend about <see cref="AtH5"/>.</summary>
    public required double Deviation { get; init; }

    /// <summary>Races with such a bet that won in the band.</summary>
    public required int Races { get; init; }

    /// <summary>Mean ratio of paid to predicted, less 1, on races held out.</summary>
    public required double Bias { get; init; }

    /// <summary>95 % width of that mean.</summary>
    public required double Width { get; init; }

    /// <summary>
    /// Mean of the pool's closing probability times the expected dividend, over every bet in the band that could have been bought: what 1 € is worth to one who knows no more than the
    /// prices. 1 less the take-out and the crowd's bias, and above 1 only if the dividends are another bet's.
    /// </summary>
    public required double Value { get; init; }

    /// <summary>The last day of its data.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>It came with the program, and holds until it is replaced.</summary>
    public required bool Shipped { get; init; }
}

/// <summary><c>E[dividend | it wins] = exp(Constant + LogProbability · ln p + Squared · ln² p + Field · ln(starters/12))</c>, for 1 €.</summary>
public sealed record PayoutCurve(double Constant, double LogProbability, double Squared, double Field)
{
    private const double UsualField = 12;

    /// <summary>What the logarithm of the dividend is regressed on.</summary>
    public static double[] Row(double probability, int starters)
    {
        var log = Math.Log(probability);
        return [1, log, log * log, Math.Log(starters / UsualField)];
    }

    /// <summary>For 1 €, stake included, never below 1.</summary>
    /// <param name="probability">Of the bet, by the pool's prices; above 0.</param>
    /// <param name="starters">Horses that take part.</param>
    public double Dividend(double probability, int starters)
    {
        var row = Row(probability, starters);
        return Math.Max(1, Math.Exp(Constant + LogProbability * row[1] + Squared * row[2] + Field * row[3]));
    }
}

/// <summary>
/// The weight of a runner for each place after the first is multiplied by <c>r^Value</c>: r is its share of the place pool divided by the share that the win prices imply, between
/// <see cref="LeastRatio"/> and <see cref="MostRatio"/>. Above 0 the money in the places knows something that the win prices do not.
/// </summary>
/// <param name="Pool">Whose money.</param>
/// <param name="Value">The estimate, drawn towards 0 by a prior of deviation .5.</param>
/// <param name="StandardError">Of the estimate.</param>
/// <param name="Races">It was fitted on.</param>
public sealed record PlaceMoneyFit(Pool Pool, double Value, double StandardError, int Races)
{
    /// <summary>Of r: what is further away is a pool with hardly any money.</summary>
    public const double LeastRatio = 1 / 3.0;

    /// <summary>Of r.</summary>
    public const double MostRatio = 3;
}

/// <summary>
/// What late money makes of a placed horse's share of the place pool: <c>E[share at H-5 / last share | placed] = exp(Constant + Winner · ln w)</c>, w being the same of a winner in the win
/// pool, as the analysis expects it.
/// </summary>
/// <param name="Pool">Whose places.</param>
/// <param name="Constant">0 where a placed horse draws as much as a winner.</param>
/// <param name="Winner">1 where it does.</param>
/// <param name="Deviation">Of the logarithm.</param>
/// <param name="Races">It was fitted on.</param>
public sealed record PlaceMoveFit(Pool Pool, double Constant, double Winner, double Deviation, int Races);

/// <summary>One score on held-out races, in nat a race unless the name says otherwise.</summary>
public sealed record ModelScore(string Name, int Races, double Value, double? Low, double? High);
