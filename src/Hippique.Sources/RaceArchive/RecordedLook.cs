using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// Which prices stand for a look at a recorded race. H-30: the state last stamped by then if at most 7 minutes old, else the reference price if it was stamped about then,
/// else the reference price whatever its stamp, as modelled. H-5: the state likewise, else the bridge between reference and close, as modelled. A state counts if it
/// prices one starter; with no price at all the origin is <see cref="PriceOrigin.None"/>.
/// </summary>
internal static class RecordedLook
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(7);

    /// <param name="pool">The recorded prices.</param>
    /// <param name="identity">The race's name, which seeds the modelled prices.</param>
    /// <param name="phase">Which look.</param>
    /// <param name="off">The scheduled off.</param>
    /// <param name="at">The moment of the look; no state stamped later is seen, and nothing that is given bears a later stamp.</param>
    public static PoolPrices At(RecordedPool pool, string identity, Phase phase, DateTimeOffset off, DateTimeOffset at)
    {
        if (pool.Live.LastOrDefault(state => state.At <= at) is { } state && at - state.At <= Fresh)
            return Prices(pool, PriceOrigin.Live, state.At, state.Win);
        if (phase == Phase.H5)
            return Modelled(pool, at, PriceBridge.Model(identity, pool.Reference, pool.Close));
        return pool.IsReferenceOfH30(off) && pool.Reference.Count > 0
            ? Prices(pool, PriceOrigin.Reference, Earlier(pool.ReferenceAt!.Value, at), pool.Reference)
            : Modelled(pool, at, pool.Reference);
    }

    /// <summary>Modelled prices bear the moment for which they stand in.</summary>
    private static PoolPrices Modelled(RecordedPool pool, DateTimeOffset at, IReadOnlyList<WinPrice> win) =>
        win.Count > 0 ? Prices(pool, PriceOrigin.Modelled, at, win) : Prices(pool, PriceOrigin.None, null, []);

    private static PoolPrices Prices(RecordedPool pool, PriceOrigin origin, DateTimeOffset? at, IReadOnlyList<WinPrice> win) =>
        new()
        {
            Pool = pool.Pool,
            Origin = origin,
            At = at,
            Win = win,
        };

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
