using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>The model behind an analysis.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">First day of its data.</param>
/// <param name="To">Last day of its data.</param>
/// <param name="Races">Races in its data.</param>
public sealed record ModelNote(string Name, DateOnly From, DateOnly To, int Races)
{
    public static readonly ModelNote None = new("none", default, default, 0);

    public static ModelNote Of(GpiModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelNote(model.Name, model.Data.From, model.Data.To, model.Data.Races);
    }
}

/// <summary>How probabilities were read from prices.</summary>
public sealed record MarketNote
{
    /// <summary>Nothing was read.</summary>
    public static readonly MarketNote None = new()
    {
        Pool = null,
        TwoPools = false,
        Exponent = 1,
        ExponentError = 0,
        Weights = WeightsChoice.Fitted,
        Degraded = false,
    };

    /// <summary>The pool whose shares are shown; null if none has a price.</summary>
    public required Pool? Pool { get; init; }

    /// <summary>The national pool and another one were combined.</summary>
    public required bool TwoPools { get; init; }

    /// <summary><c>p ∝ π^Exponent</c>.</summary>
    public required double Exponent { get; init; }
    public required double ExponentError { get; init; }

    /// <summary>Whose weights the tickets use.</summary>
    public required WeightsChoice Weights { get; init; }

    /// <summary>Played without drift, as the rules allow.</summary>
    public required bool Degraded { get; init; }
}

/// <summary>From the bankroll to the stakes of the singles.</summary>
public sealed record SinglesAccount
{
    /// <summary>Nothing was weighed.</summary>
    public static readonly SinglesAccount None = new()
    {
        Bankroll = Euro.Zero,
        KellyFraction = 0,
        DayRuin = 0,
        Budget = null,
        DividendDeviation = 0,
        Growth = 0,
        Candidates = [],
        Legs = [],
    };

    public required Euro Bankroll { get; init; }

    /// <summary>After a reduction for the day's risk, if there was one.</summary>
    public required double KellyFraction { get; init; }

    /// <summary>Chance of ruin of the day's tickets and this race's before that reduction.</summary>
    public required double DayRuin { get; init; }

    /// <summary>The part of the race's budget for singles; null if the bet is not sold.</summary>
    public required Euro? Budget { get; init; }

    /// <summary>Deviation of the logarithm of a dividend.</summary>
    public required double DividendDeviation { get; init; }

    /// <summary>Expected growth of the logarithm of bankroll times Kelly fraction.</summary>
    public required double Growth { get; init; }

    /// <summary>Starters that pass window and ROI, best first, by number.</summary>
    public required IReadOnlyList<int> Candidates { get; init; }
    public required IReadOnlyList<SinglesAccountLeg> Legs { get; init; }
}

/// <summary>One leg that was weighed, bought or not.</summary>
public sealed record SinglesAccountLeg
{
    /// <summary>Saddlecloth.</summary>
    public required int Number { get; init; }

    /// <summary>k of Baker and McHale.</summary>
    public required double Shrink { get; init; }

    /// <summary>Full Kelly after the shrinkage, as a share of the bankroll.</summary>
    public required double Kelly { get; init; }

    /// <summary>Kelly fraction times that, in euros.</summary>
    public required double Wanted { get; init; }

    /// <summary>The most one horse may get.</summary>
    public required Euro Cap { get; init; }

    /// <summary>What the search over buyable stakes gave.</summary>
    public required Euro Stake { get; init; }
}

/// <summary>The combined bet that was looked at.</summary>
public sealed record CombinedAccount
{
    public static readonly CombinedAccount None = new();

    /// <summary>Why there is none; null if there is one.</summary>
    public NoCombined? Why { get; init; }
    public BetType? Bet { get; init; }
    public IReadOnlyList<CombinationAccount> Combinations { get; init; } = [];
    public Euro? UnitStake { get; init; }
    public double? ExpectedRoi { get; init; }

    /// <summary>What the ticket is expected to pay if it pays.</summary>
    public Euro? ExpectedPayout { get; init; }
}

/// <summary>One combination.</summary>
/// <param name="Numbers">Saddlecloths.</param>
/// <param name="Probability">Of the rules.</param>
/// <param name="Dividend">Expected for 1 €, given that it wins.</param>
public sealed record CombinationAccount(IReadOnlyList<int> Numbers, double Probability, double Dividend)
{
    /// <summary>By the pool's own prices: the dividend is expected from it. Null in analyses of versions that expected it from the model's.</summary>
    public double? PoolProbability { get; init; }
}

/// <summary>The starter of a race without a ticket that came nearest to being one, of those that the guards on singles measured.</summary>
/// <param name="Number">Saddlecloth.</param>
/// <param name="Horse">Name.</param>
/// <param name="Price">Its price.</param>
/// <param name="PlayableFrom">The lowest price at which it would have been a ticket; null if no price of the window is enough.</param>
/// <param name="Gap"><c>PlayableFrom / Price − 1</c>; at or below 0 if another guard refused the race; null without such a price.</param>
public sealed record ClosestCall(int Number, string Horse, double Price, double? PlayableFrom, double? Gap);

/// <summary>The race's tickets together.</summary>
/// <param name="ExpectedProfit">In euros.</param>
/// <param name="Variance">Of the profit, in euros squared; the tickets of one race win and lose together, so it is no sum of theirs.</param>
public sealed record TicketTotals(double ExpectedProfit, double Variance);
