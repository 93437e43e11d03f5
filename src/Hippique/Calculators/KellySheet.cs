using System.Text.Json.Serialization;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>The stakes of one race by Kelly, and what of it can be bought; also the JSON of <c>hippique kelly --json</c>.</summary>
internal sealed record KellySheet
{
    private const double MostBankroll = 10_000_000;
    private const double LeastStep = 0.1;
    private const double MostPool = 100_000_000;

    /// <summary>Expected growth of the logarithm of the bankroll per race, at full Kelly.</summary>
    public required double Growth { get; init; }
    public required double Bankroll { get; init; }
    public required double Fraction { get; init; }

    /// <summary>Minimum stake and step of the operator, in euros.</summary>
    public required double Step { get; init; }

    /// <summary>The most that all singles of a race may cost by the rules, in euros.</summary>
    public required decimal Budget { get; init; }

    /// <summary>The most that one horse may get.</summary>
    public required decimal HorseMaximum { get; init; }

    /// <summary>In euros, all together.</summary>
    public required decimal Buyable { get; init; }

    /// <summary>Expected growth of the logarithm of bankroll times fraction with the buyable stakes.</summary>
    public required double BuyableGrowth { get; init; }

    /// <summary>
    /// Chance that the bankroll ever falls to its half, if these shares of it are staked on rounds like this one again and again; 0 if every outcome gains, null if nothing is
    /// staked. To within .001.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? EverHalf { get; init; }

    /// <summary>The odds may have been meant with decimal commas.</summary>
    [JsonIgnore]
    public bool Ambiguous { get; init; }

    /// <summary>In the order in which they were given.</summary>
    public required IReadOnlyList<KellyLeg> Runners { get; init; }

    /// <summary>The rule set that gives budget and fraction.</summary>
    [JsonIgnore]
    public string Rules { get; init; } = "";

    /// <summary>The words as they were typed.</summary>
    /// <param name="Odds">What 1 € returns if the horse wins.</param>
    /// <param name="Probabilities">Of winning; of one race, so at most one wins.</param>
    /// <param name="Bankroll">In euros; null: the user's.</param>
    /// <param name="Fraction">Of Kelly; null: that of the rules.</param>
    /// <param name="Step">In euros.</param>
    /// <param name="PoolSize">Of the win pool, in euros; null: what a stake does to its dividend is not asked.</param>
    internal sealed record Words(string Odds, string Probabilities, string? Bankroll, string? Fraction, string Step, string? PoolSize);

    /// <param name="words">What was asked.</param>
    /// <param name="rules">Budget of a race and fraction of Kelly.</param>
    /// <param name="play">The user's own cap of that budget, and bankroll.</param>
    /// <param name="takeOut">Of the win pool.</param>
    public static ParseResult<KellySheet> Of(Words words, RuleSet rules, PlaySettings play, double takeOut)
    {
        var prices = NumberList.Odds("--odds", words.Odds);
        if (!prices.IsOk)
            return Fail(prices.Error);
        var chances = NumberList.Parse("--p", words.Probabilities, p => p is > 0 and < 1, Texts.Get("numbers_probability"));
        if (!chances.IsOk)
            return Fail(chances.Error);
        if (chances.Value.Length != prices.Value.Length)
            return Fail(Texts.Said("kelly_p_count", chances.Value.Length, prices.Value.Length));
        if (chances.Value.Sum() > 1 + 1e-9)
            return Fail(Texts.Said("kelly_p_sum", chances.Value.Sum()));
        var money = words.Bankroll is null
            ? ParseResult<double>.Ok(play.Bankroll.ToDouble())
            : NumberList.Positive("--bankroll", words.Bankroll, MostBankroll);
        if (!money.IsOk)
            return Fail(money.Error);
        var share = words.Fraction is null
            ? ParseResult<double>.Ok(rules.KellyFraction)
            : NumberList.Positive("--fraction", words.Fraction, 1);
        if (!share.IsOk)
            return Fail(share.Error);
        var steps = NumberList.Positive("--step", words.Step, 1000);
        if (!steps.IsOk)
            return Fail(steps.Error);
        var pool = words.PoolSize is null ? default : NumberList.Positive("--pool-size", words.PoolSize, MostPool);
        if (words.PoolSize is not null && !pool.IsOk)
            return Fail(pool.Error);
        return steps.Value < LeastStep
            ? Fail(Texts.Said("numbers_refused", "--step", Quoted.Short(words.Step), Texts.Get("kelly_step_least", LeastStep)))
            : ParseResult<KellySheet>.Ok(
                Compute(prices.Value, chances.Value, money.Value, share.Value, steps.Value, PartOf(rules, play), rules)
                    .In(words.PoolSize is null ? null : pool.Value, takeOut) with
                {
                    Ambiguous = NumberList.IsAmbiguous(words.Odds),
                }
            );
    }

    /// <summary>What the rules give to the singles of a race.</summary>
    private static Euro PartOf(RuleSet rules, PlaySettings play)
    {
        var race = Math.Min(play.BudgetPerRace.Amount, rules.Budget.RaceMax);
        return new Euro(decimal.Round(race * (decimal)rules.Budget.SinglesShare, 2, MidpointRounding.ToZero));
    }

    private static KellySheet Compute(double[] odds, double[] p, double bankroll, double fraction, double step, Euro part, RuleSet rules)
    {
        var shares = new double[odds.Length];
        var growth = Kelly.Simultaneous(p, odds, shares);
        var unit = new Euro((decimal)step);
        var limits = new StakeLimits(new BetOffer(BetType.SimpleGagnant, unit, unit, null), part, rules.Budget.HorseShareMax);
        int[] legs =
        [
            .. Enumerable
                .Range(0, odds.Length)
                .Where(i => shares[i] > 0)
                .OrderByDescending(i => p[i] * odds[i])
                .Take(rules.Singles.LegsMax),
        ];
        var plan = BuyableStakes.Best(Outcomes(legs, p), [.. legs.Select(i => odds[i])], bankroll * fraction, limits);
        decimal StakeOf(int i) => Array.IndexOf(legs, i) is >= 0 and var leg ? plan.Stakes[leg] : 0;
        return new KellySheet
        {
            Rules = rules.Name,
            EverHalf = EverHalfOf(odds, p, shares, fraction),
            Growth = growth,
            Bankroll = bankroll,
            Fraction = fraction,
            Step = step,
            Budget = part.Amount,
            HorseMaximum = limits.LegMaximum,
            Buyable = plan.Stakes.Sum(),
            BuyableGrowth = plan.Growth,
            Runners =
            [
                .. odds.Select(
                    (o, i) =>
                        new KellyLeg
                        {
                            Odds = o,
                            P = p[i],
                            Kelly = shares[i],
                            Stake = shares[i] * bankroll * fraction,
                            Buyable = StakeOf(i),
                        }
                ),
            ],
        };
    }

    /// <summary>One of the horses wins, or none of them, race after race.</summary>
    private static double? EverHalfOf(double[] odds, double[] p, double[] shares, double fraction)
    {
        var staked = shares.Sum() * fraction;
        if (staked <= 0)
            return null;
        var other = 1 - p.Sum();
        // A remainder of rounding is no outcome.
        double[] chances = [.. p, other > 1e-12 ? other : 0];
        double[] returns = [.. odds.Select((o, i) => 1 - staked + shares[i] * fraction * o), 1 - staked];
        return Drawdown.EverBelow(.5, chances, returns);
    }

    /// <summary>With what each stake does to its own dividend in a pool of that size.</summary>
    private KellySheet In(double? pool, double takeOut)
    {
        if (pool is not { } size)
            return this;
        KellyLeg Moved(KellyLeg leg)
        {
            var own = new OwnStake(size, 1 - takeOut, leg.Odds);
            return leg with { OddsAfter = own.Dividend((double)leg.Buyable), BestInPool = own.Best(leg.P) };
        }
        return this with { Runners = [.. Runners.Select(Moved)] };
    }

    /// <summary>One wins, or none of them.</summary>
    private static double[] Outcomes(int[] legs, double[] p)
    {
        var outcomes = new double[1 << legs.Length];
        outcomes[0] = Math.Max(0, 1 - legs.Sum(i => p[i]));
        for (var leg = 0; leg < legs.Length; leg++)
            outcomes[1 << leg] = p[legs[leg]];
        return outcomes;
    }

    private static ParseResult<KellySheet> Fail(Problem error) => ParseResult<KellySheet>.Fail(error);
}

internal sealed record KellyLeg
{
    public required double Odds { get; init; }
    public required double P { get; init; }

    /// <summary>Share of the bankroll at full Kelly.</summary>
    public required double Kelly { get; init; }

    /// <summary>That share times bankroll and fraction, in euros.</summary>
    public required double Stake { get; init; }

    /// <summary>What of it can be bought within the rules' budget, in euros.</summary>
    public required decimal Buyable { get; init; }

    /// <summary>What 1 € returns with the buyable stake in the pool; null if no pool was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? OddsAfter { get; init; }

    /// <summary>The stake on this horse alone with the best expected profit in that pool, in euros (Isaacs 1953).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BestInPool { get; init; }
}
