using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Registration;

namespace Hippique.Orchestration.Merging;

/// <summary>Chooses one set of prices for each pool that several sources show, and checks whether the pools can be of the same race.</summary>
internal static class PoolChoice
{
    /// <summary>Prices of one pool that two sources saw within this time should be the same.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromMinutes(3);

    /// <summary>ln 1.1: the allowed difference of one pool's odds between two sources, on the median horse.</summary>
    private const double SamePrice = 0.0953;

    /// <summary>
    /// Between two pools a horse's shares differ by −33 % to +80 % (5–95 %, PMU's two) and −28 to +44 % (ZEturf against PMU); a factor of four is not a difference between
    /// two publics but another horse, or a mistake.
    /// </summary>
    private const double ImplausibleFactor = 4;

    /// <summary>Rule: of one pool, its operator's own site counts, else the fresher stamp, else the source that is asked first. All that the chosen one shows goes together.</summary>
    public static IReadOnlyList<SeenPool> Of(IReadOnlyList<SeenPool> seen, List<string> notes)
    {
        var kept = new List<SeenPool>();
        foreach (var group in seen.GroupBy(entry => entry.Pool.Pool))
        {
            var best = group.First();
            foreach (var next in group.Skip(1))
            {
                Compare(best, next, notes);
                if (IsBetter(next, best))
                    best = next;
            }
            kept.Add(best);
        }
        for (var i = 0; i < kept.Count; i++)
        {
            foreach (var other in kept.Skip(i + 1))
                Implausible(kept[i].Pool, other.Pool, notes);
        }
        return kept;
    }

    private static bool IsBetter(SeenPool next, SeenPool best)
    {
        // Prices replace money alone, and money replaces nothing at all: never the other way round.
        if (next.Pool.Win.Count == 0 && best.Pool.Win.Count == 0)
            return next.Pool.HasMoney() && !best.Pool.HasMoney();
        if (next.Pool.Win.Count == 0 || best.Pool.Win.Count == 0)
            return next.Pool.Win.Count > 0;
        var owner = SourceDescriptors.OwnerOf(next.Pool.Pool).Name;
        if (best.Source == owner || next.Source == owner)
            return next.Source == owner && best.Source != owner;
        return next.Pool.At > best.Pool.At;
    }

    private static void Compare(SeenPool one, SeenPool other, List<string> notes)
    {
        if (one.Pool.At is not { } left || other.Pool.At is not { } right || (left - right).Duration() > SameMoment)
            return;
        var ratios = Ratios(one.Pool, other.Pool, share: false).Select(pair => Math.Abs(Math.Log(pair.Ratio))).Order().ToArray();
        if (ratios.Length > 0 && ratios[ratios.Length / 2] is var median && median > SamePrice)
            notes.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{one.Pool.Pool.Code()}: odds at {one.Source} and {other.Source} differ by {(Math.Exp(median) - 1) * 100:0} % on the median horse"
                )
            );
    }

    private static void Implausible(PoolPrices one, PoolPrices other, List<string> notes)
    {
        foreach (
            var (number, ratio) in Ratios(one, other, share: true)
                .Where(pair => pair.Ratio is > ImplausibleFactor or < 1 / ImplausibleFactor)
        )
        {
            var (dear, cheap) = ratio > 1 ? (one, other) : (other, one);
            notes.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"number {number} has {Math.Max(ratio, 1 / ratio):0.0} times the share in {dear.Pool.Code()} that it has in {cheap.Pool.Code()}"
                )
            );
        }
    }

    /// <summary>Odds (<c>other/one</c>) or shares of the book (<c>one/other</c>) of the horses that both price.</summary>
    private static IEnumerable<(int Number, double Ratio)> Ratios(PoolPrices one, PoolPrices other, bool share)
    {
        var theirs = other.Win.ToDictionary(price => price.Number, price => price.Odds);
        var both = one.Win.Where(price => theirs.ContainsKey(price.Number)).ToArray();
        var scale = share ? both.Sum(price => theirs[price.Number].Implied) / both.Sum(price => price.Odds.Implied) : 1.0;
        return both.Select(price => (price.Number, theirs[price.Number].Value / price.Odds.Value * scale));
    }
}
