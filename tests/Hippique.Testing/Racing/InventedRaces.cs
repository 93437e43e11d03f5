using Hippique.Racing;

namespace Hippique.Testing.Racing;

/// <summary>An invented race of eight horses, off at 13:35 in Paris on 22 November 2025.</summary>
public static class InventedRaces
{
    public static readonly DateOnly Day = new(2025, 11, 22);
    public static readonly RaceId Id = new(Day, new RaceCode(1, 3));
    public static readonly DateTimeOffset Off = new(2025, 11, 22, 12, 35, 0, TimeSpan.Zero);
    private static readonly double[] Prices = [3, 4.5, 6.2, 8.4, 11, 14, 19, 26];
    private static readonly string[] Horses =
    [
        "Ligne, Droite",
        "Ruban Bleu",
        "Été Indien",
        "Vent du Large",
        "Sablier",
        "Grand Écart",
        "Marée Haute",
        "Dernier Mot",
    ];

    public static int Runners => Horses.Length;

    public static RaceCard Card(RaceId? id = null, DateTimeOffset? off = null) =>
        new()
        {
            Id = id ?? Id,
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = "PRIX DES TILLEULS",
            Off = off ?? Off,
            Discipline = Discipline.Harness,
            DistanceMetres = 2700,
            Runners =
            [
                .. Horses.Select(
                    (horse, index) =>
                        new Runner
                        {
                            Number = index + 1,
                            Horse = horse,
                            Form = "1a2a4a",
                        }
                ),
            ],
        };

    public static PoolPrices Win(Pool pool, DateTimeOffset at, PriceOrigin origin = PriceOrigin.Live) =>
        new()
        {
            Pool = pool,
            Origin = origin,
            At = at,
            Win = [.. Prices.Select((price, index) => new WinPrice(index + 1, new Odds(price)))],
        };

    public static Snapshot Snapshot(Phase phase) =>
        new()
        {
            Phase = phase,
            PlannedAt = Off - phase.BeforeOff(),
            Source = "invented",
            Url = "https://example.invalid/R1C3",
            Card = Card(),
            Pools = [Win(Pool.PmuNational, Off - phase.BeforeOff())],
        };
}
