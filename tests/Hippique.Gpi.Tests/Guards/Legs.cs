using Hippique.Gpi.Pricing;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Guards;

/// <summary>Singles written by hand.</summary>
internal static class Legs
{
    public static SinglePrice Price(int runner, double probability, double dividend, double sigma = 0, bool inWindow = true) =>
        new()
        {
            Runner = runner,
            Price = dividend,
            Basis = PriceSource.Odds,
            Probability = probability,
            Sigma = sigma,
            Dividend = dividend,
            Low = dividend,
            High = dividend,
            InWindow = inWindow,
            MinimumPrice = null,
        };

    public static SinglesLeg Leg(SinglePrice price, decimal stake, double shrink = 1) =>
        new()
        {
            Price = price,
            Shrink = shrink,
            Kelly = .1,
            Wanted = 2,
            Cap = 3,
            Stake = stake,
        };

    public static SinglesPlan Plan(params SinglesLeg[] legs) =>
        new()
        {
            Candidates = [.. legs.Select(leg => leg.Price)],
            Considered = legs,
            Growth = .001,
            Coverage = legs.Where(leg => leg.Stake > 0).Sum(leg => leg.Price.Probability),
            CoverageNeeded = null,
        };
}
