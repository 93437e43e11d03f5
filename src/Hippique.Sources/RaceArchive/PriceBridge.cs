using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// Prices of H-5 for a recorded race that has none: between the reference price (in effect H-30) and the close, by the joint law measured on 6,871 runners of the
/// national pool, <c>ln o5 = ln close − .031 + .566 (ln o30 − ln close) + ε</c>, ε ~ N(0, .219²). Nobody ever saw them; they carry <see cref="PriceOrigin.Modelled"/>.
/// </summary>
internal static class PriceBridge
{
    private const double Offset = -0.031;
    private const double Slope = 0.566;
    private const double Deviation = 0.219;

    /// <summary>The lowest price an operator shows; rounding to tenths must not make a price of none.</summary>
    private const double Lowest = 1.1;

    /// <summary>Runners with both prices, by number. Runner by runner from the race's own generator, so that neither order nor company of the runners matters.</summary>
    public static IReadOnlyList<WinPrice> Model(string identity, IReadOnlyList<WinPrice> reference, IReadOnlyList<WinPrice> close)
    {
        var seed = SplitMix64.SeedOf(identity);
        var early = reference.ToDictionary(price => price.Number, price => price.Odds.Value);
        var drawn = new List<(int Number, double Odds)>();
        var closingBook = 0.0;
        var drawnBook = 0.0;
        foreach (var price in close.OrderBy(price => price.Number))
        {
            if (!early.TryGetValue(price.Number, out var o30))
                continue;
            var last = Math.Log(price.Odds.Value);
            var noise = Deviation * SplitMix64.NormalAt(seed, price.Number);
            var odds = Math.Exp(last + Offset + Slope * (Math.Log(o30) - last) + noise);
            drawn.Add((price.Number, odds));
            closingBook += price.Odds.Implied;
            drawnBook += 1.0 / odds;
        }

        var scale = drawnBook / closingBook;
        return [.. drawn.Select(runner => new WinPrice(runner.Number, Published(runner.Odds * scale)))];
    }

    /// <summary>As the operators publish: tenths below 10, whole numbers from there.</summary>
    private static Odds Published(double odds) =>
        new(Math.Max(Lowest, Math.Round(odds, odds < 10.0 ? 1 : 0, MidpointRounding.AwayFromZero)));
}
