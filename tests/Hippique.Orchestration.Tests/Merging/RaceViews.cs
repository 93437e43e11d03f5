using Hippique.Orchestration.Merging;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Tests.Merging;

/// <summary>Views of one invented race of six horses, off at 14:55 in Paris, as several sources may show it.</summary>
internal static class RaceViews
{
    public static readonly DateTimeOffset Off = new(2026, 3, 10, 13, 55, 0, TimeSpan.Zero);
    private static readonly string[] Horses = ["AMBRE CLAIRE", "BOIS JOLI", "CARNET VERT", "DUNE HAUTE", "ÉTÉ D'OR", "FAGOT"];

    public static RaceView With(RaceView view, Func<Runner, Runner> change) =>
        view with
        {
            Card = view.Card with { Runners = [.. view.Card.Runners.Select(change)] },
        };

    public static RaceView Join(params (string, RaceView)[] views) => CrossCheck.Join(views).View;

    public static string Lower(string horse) => char.ToUpperInvariant(horse[0]) + horse[1..].ToLowerInvariant();

    public static RaceView Withdrawn(RaceView view, int number) =>
        view with
        {
            Card = view.Card with
            {
                Runners = [.. view.Card.Runners.Select(runner => runner.Number == number ? runner with { NonRunner = true } : runner)],
            },
        };

    public static PoolPrices Scaled(PoolPrices pool, double factor) =>
        pool with
        {
            Win = [.. pool.Win.Select(price => price with { Odds = new Odds(price.Odds.Value * factor) })],
        };

    public static RaceView View(params Pool[] pools) =>
        new(
            new RaceCard
            {
                Id = new RaceId(new DateOnly(2026, 3, 10), new RaceCode(1, 3)),
                Meeting = "Val-Doux",
                Country = "FRA",
                Name = "Prix de la Glycine",
                Off = Off,
                Discipline = Discipline.Flat,
                Runners = [.. Horses.Select((horse, index) => new Runner { Number = index + 1, Horse = horse })],
            },
            [
                .. pools.Select(pool => new PoolPrices
                {
                    Pool = pool,
                    Origin = PriceOrigin.Live,
                    At = Off.AddMinutes(-6),
                    Win = [.. Horses.Select((_, index) => new WinPrice(index + 1, new Odds(3.0 + 3 * index)))],
                }),
            ],
            []
        );

    /// <summary>With the money on the singles and a pair, a place range each, and the price of a pair.</summary>
    public static PoolPrices WithMoney(PoolPrices pool) =>
        pool with
        {
            Place = [.. Horses.Select((_, index) => new PlacePrice(index + 1, new PlaceRange(1.2 + index, 2.4 + index)))],
            PlaceAt = Off.AddMinutes(-5),
            Stakes =
            [
                new BetStakes
                {
                    Bet = BetType.SimplePlace,
                    At = Off.AddMinutes(-5.5),
                    Total = new Euro(2100),
                    Stakes = [.. Horses.Select((_, index) => new CombinationStake([index + 1], new Euro(100 * (index + 1))))],
                },
            ],
            Combinations =
            [
                new CombinationPrice(BetType.CouplePlace, [1, 2], new Odds(4.5)),
                new CombinationPrice(BetType.CouplePlace, [3, 4], new Odds(12)),
            ],
        };

    /// <summary>The same without a price.</summary>
    public static PoolPrices MoneyAlone(PoolPrices pool) =>
        WithMoney(pool) with
        {
            Origin = PriceOrigin.None,
            At = null,
            Win = [],
            Place = [],
            PlaceAt = null,
            Combinations = null,
        };

    public static RaceView With(RaceView view, Func<PoolPrices, PoolPrices> change) => view with { Pools = [.. view.Pools.Select(change)] };
}
