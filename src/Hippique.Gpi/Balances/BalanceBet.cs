using Hippique.Racing;

namespace Hippique.Gpi.Balances;

/// <summary>One settled leg of a ticket, as a balance counts it.</summary>
public sealed record BalanceBet
{
    /// <summary>Programme day; the bootstrap draws whole days.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Off of the race; bets are ordered by it.</summary>
    public required DateTimeOffset Off { get; init; }

    /// <summary>Above 0.</summary>
    public required Euro Stake
    {
        get;
        init =>
            field =
                value > Euro.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Stake), value.Amount, "a bet has a stake above 0");
    }

    /// <summary>Stake included; the stake itself if refunded, 0 if lost.</summary>
    public required Euro Returned
    {
        get;
        init => field = NotNegative(value, nameof(Returned));
    }

    public required bool Won { get; init; }

    /// <summary>The stake came back; such a bet is counted apart and stands in no sum.</summary>
    public bool Refunded { get; init; }

    /// <summary>Claimed chance to win; above 0 and below 1. Null for a bet of which nobody claimed anything, as <see cref="ExpectedReturn"/> is then.</summary>
    public required double? Probability
    {
        get;
        init =>
            field = value is null or > 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(nameof(Probability), value, "a claimed chance lies between 0 and 1");
    }

    /// <summary>Claimed mean of <see cref="Returned"/>, stake included.</summary>
    public required Euro? ExpectedReturn
    {
        get;
        init => field = value is { } claimed ? NotNegative(claimed, nameof(ExpectedReturn)) : null;
    }

    /// <summary>What 1 € returns at the price taken, above 1; null if it is not known. Only the spread of a bet without a claim is made of it.</summary>
    public double? Price
    {
        get;
        init =>
            field = value is null or (> 1 and < double.PositiveInfinity)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(Price), value, "a price is above 1");
    }

    /// <summary><c>ln(price taken / closing price)</c>; null if there is no closing price.</summary>
    public double? ClosingLineValue
    {
        get;
        init =>
            field =
                value is not { } line || double.IsFinite(line)
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(ClosingLineValue), value, "a closing-line value is finite");
    }

    internal Euro Profit => Returned - Stake;

    /// <summary>
    /// Variance of the profit, if the bet pays <c>expected / p</c> with its chance p and else nothing; without a claim, if it pays its price with the chance that makes the price a
    /// fair one. Null if neither is known.
    /// </summary>
    internal double? Variance
    {
        get
        {
            var stake = Stake.ToDouble();
            return (Probability, ExpectedReturn?.ToDouble(), Price) switch
            {
                ({ } chance, { } expected, _) => expected * expected * (1 - chance) / chance,
                (_, _, { } price) => stake * stake * (price - 1),
                _ => null,
            };
        }
    }

    /// <summary>What no single property shows: the return fits the outcome.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    internal void Check()
    {
        if (Probability is null != ExpectedReturn is null)
            throw new ArgumentException("a claim is a chance and a return, or neither");
        if (Won && Refunded)
            throw new ArgumentException("a bet is won or refunded, not both");
        if (Refunded && Returned != Stake)
            throw new ArgumentException($"a refunded bet returns its stake of {Stake}, not {Returned}");
        if (!Refunded && Won != Returned > Euro.Zero)
            throw new ArgumentException($"a {(Won ? "won" : "lost")} bet does not return {Returned}");
    }

    private static Euro NotNegative(Euro value, string name) =>
        value >= Euro.Zero ? value : throw new ArgumentOutOfRangeException(name, value.Amount, "a return is not negative");
}
