using System.Globalization;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.ByHand;

/// <summary>The stakes of one race by Kelly, and what of it can be bought; also the JSON of <c>hippique kelly --json</c>.</summary>
internal sealed record KellySheet
{
    private const double MostBankroll = 10_000_000;
    private const double LeastStep = 0.1;

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

    /// <summary>In the order in which they were given.</summary>
    public required IReadOnlyList<KellyLeg> Runners { get; init; }

    /// <param name="odds">What 1 € returns if the horse wins.</param>
    /// <param name="probabilities">Of winning; of one race, so at most one wins.</param>
    /// <param name="bankroll">In euros.</param>
    /// <param name="fraction">Of Kelly; null: that of the rules.</param>
    /// <param name="step">In euros.</param>
    /// <param name="rules">The budget of a race.</param>
    public static ParseResult<KellySheet> Of(
        string odds,
        string probabilities,
        string bankroll,
        string? fraction,
        string step,
        RuleSet rules
    )
    {
        var prices = NumberList.Odds("--odds", odds);
        if (!prices.IsOk)
            return Fail(prices.Error);
        var chances = NumberList.Parse("--p", probabilities, p => p is > 0 and < 1, "a probability lies between 0 and 1");
        if (!chances.IsOk)
            return Fail(chances.Error);
        if (chances.Value.Length != prices.Value.Length)
            return Fail($"--p: {chances.Value.Length} probabilities for {prices.Value.Length} odds");
        if (chances.Value.Sum() > 1 + 1e-9)
            return Fail(string.Create(CultureInfo.InvariantCulture, $"--p: together {chances.Value.Sum():0.####}; of one race at most 1"));
        var money = NumberList.Positive("--bankroll", bankroll, MostBankroll);
        if (!money.IsOk)
            return Fail(money.Error);
        var share = fraction is null ? ParseResult<double>.Ok(rules.KellyFraction) : NumberList.Positive("--fraction", fraction, 1);
        if (!share.IsOk)
            return Fail(share.Error);
        var steps = NumberList.Positive("--step", step, 1000);
        if (!steps.IsOk)
            return Fail(steps.Error);
        return steps.Value < LeastStep
            ? Fail($"--step: '{Quoted.Short(step)}' is refused, no operator sells steps below 0.10 €")
            : ParseResult<KellySheet>.Ok(Compute(prices.Value, chances.Value, money.Value, share.Value, steps.Value, rules));
    }

    private static KellySheet Compute(double[] odds, double[] p, double bankroll, double fraction, double step, RuleSet rules)
    {
        var shares = new double[odds.Length];
        var growth = Kelly.Simultaneous(p, odds, shares);
        var part = new Euro(decimal.Round(rules.Budget.RaceMax * (decimal)rules.Budget.SinglesShare, 2, MidpointRounding.ToZero));
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

    /// <summary>One wins, or none of them.</summary>
    private static double[] Outcomes(int[] legs, double[] p)
    {
        var outcomes = new double[1 << legs.Length];
        outcomes[0] = Math.Max(0, 1 - legs.Sum(i => p[i]));
        for (var leg = 0; leg < legs.Length; leg++)
            outcomes[1 << leg] = p[legs[leg]];
        return outcomes;
    }

    private static ParseResult<KellySheet> Fail(string error) => ParseResult<KellySheet>.Fail(error);
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
}
