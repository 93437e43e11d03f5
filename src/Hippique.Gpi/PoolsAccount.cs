using System.Text.Json.Serialization;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Pricing;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>The money in the pool's single bets, and how the place bet's dividends were made of it.</summary>
public sealed record PoolsAccount
{
    /// <summary>On Simple gagnant; null if the operator shows nothing of it.</summary>
    public required PoolMoney? Win { get; init; }

    /// <summary>On Simple placé; null if the operator shows nothing of it.</summary>
    public required PoolMoney? Place { get; init; }

    /// <summary>Whose late money the place pool's was taken from; null if no dividend was made of stakes.</summary>
    public required LateMoneyBasis? LateMoney { get; init; }

    /// <summary>What became of late money in place pools like this one; null: as in the win pool.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlaceMoveFit? PlaceMove { get; init; }

    /// <summary>How the ratio of a runner's two shares moved its chances of the places after the first; null: it moved none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlaceMoneyFit? PlaceMoney { get; init; }

    /// <summary>Place dividends that lie outside the operator's own range.</summary>
    public required IReadOnlyList<RangeDoubt> OutsideRange { get; init; }

    /// <summary>Null if nothing is known of the money in the pool, nor of how it moves.</summary>
    internal static PoolsAccount? Of(PoolAnalysis analysis)
    {
        var (own, model) = (analysis.Own, analysis.Context.Model);
        // Ranges move as stakes do.
        var move = own is { HasPlaces: true, Prices.Pool: var pool } ? model.PlaceMoveOf(pool) : null;
        var money = new PoolsAccount
        {
            Win = own.WinTotal is { } win ? new PoolMoney(Total(win), own.WinStakes?.At) { PaidOut = own.Payout?.WinPaidOut } : null,
            Place = own.PlaceTotal is { } place
                ? new PoolMoney(Total(place), own.PlacePool?.Stakes.At) { PaidOut = own.Payout?.Place?.PaidOut }
                : null,
            LateMoney =
                own.PlacePool is null ? null
                : move is null ? LateMoneyBasis.WinPool
                : LateMoneyBasis.PlacePool,
            PlaceMove = move,
            PlaceMoney = own.PlacePool is null ? null : model.PlaceMoneyOf(own.Prices!.Pool),
            OutsideRange = [.. Doubts(analysis)],
        };
        return money is { Win: null, Place: null, PlaceMove: null } ? null : money;
    }

    private static Euro Total(double euros) => Euro.FromComputed(euros, MidpointRounding.ToEven);

    private static IEnumerable<RangeDoubt> Doubts(PoolAnalysis analysis)
    {
        var (own, chances) = (analysis.Own, analysis.Chances);
        if (own.PlacePool is not { } places)
            yield break;
        var step = (double)places.Arithmetic.Rounding.Rounding;
        for (var i = 0; i < own.Place.Length; i++)
        {
            if (own.PublishedPlace[i] is not { } range || own.Place[i] is null)
                continue;
            var stands = places.Expected(i, chances.Orders, chances.Position, late: null).Dividend;
            // Both are rounded, and not of the same second.
            if (stands > 0 && (stands < range.Low - step || stands > range.High + step))
                yield return new RangeDoubt(analysis.Context.Field.Runners[i].Number, stands, range.Low, range.High);
        }
    }
}

/// <summary>The money on one bet.</summary>
/// <param name="Total">In euros, without what was paid back for withdrawn horses.</param>
/// <param name="At">When the operator stamped the stakes; null if it does not say, or shows the total alone.</param>
public sealed record PoolMoney(Euro Total, DateTimeOffset? At)
{
    /// <summary>The share of it that is paid out, by the dated tables; null if they do not give it.</summary>
    public required double? PaidOut { get; init; }
}

/// <summary>Where the forecast of a place pool's last minutes comes from.</summary>
public enum LateMoneyBasis
{
    /// <summary>From the win pool's: too few place pools were recorded from H-5 to the close for a fit of their own.</summary>
    WinPool,

    /// <summary>From place pools that were recorded from H-5 to the close.</summary>
    PlacePool,
}

/// <summary>A place dividend of the stakes that lies outside the operator's range.</summary>
/// <param name="Number">Saddlecloth.</param>
/// <param name="Dividend">Expected as the pool stands.</param>
/// <param name="Low">The operator's least.</param>
/// <param name="High">The operator's most.</param>
public sealed record RangeDoubt(int Number, double Dividend, double Low, double High);

/// <summary>One starter in the place pool, beside what the win pool says of its places.</summary>
/// <param name="Stake">On its place, in euros.</param>
/// <param name="Share">Of the place pool.</param>
/// <param name="FairShare">The share that the win prices imply (<see cref="FairPlaceShares"/>); null without a win price.</param>
public sealed record PlaceStanding(Euro Stake, double Share, double? FairShare)
{
    /// <summary>Below 1 the horse is neglected in the place pool, above 1 overplayed.</summary>
    public double? Ratio => FairShare is > 0 and var fair ? Share / fair : null;
}
