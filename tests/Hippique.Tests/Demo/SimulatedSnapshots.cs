using Hippique.Demo.Pages;
using Hippique.Demo.Simulation;
using Hippique.Racing;

namespace Hippique.Tests.Demo;

/// <summary>What a faultless reader sees on the simulated pages.</summary>
internal static class SimulatedSnapshots
{
    public static readonly DateOnly Date = new(2026, 4, 12);

    public static Snapshot At(SimulatedRace race, Phase phase)
    {
        var at = race.Off - phase.BeforeOff();
        var prices = Prices.Of(race, (int)phase);
        return new Snapshot
        {
            Phase = phase,
            PlannedAt = at,
            Source = "zeturf",
            Url = "https://simulation.invalid" + SitePaths.Race(race),
            Simulated = true,
            Card = new RaceCard
            {
                Id = race.Id,
                Meeting = race.Meeting,
                Country = "FRA",
                Name = race.Name,
                Off = race.Off,
                Discipline = race.Discipline,
                Runners = race.Runners,
            },
            Pools =
            [
                new PoolPrices
                {
                    Pool = Pool.ZEturf,
                    Origin = PriceOrigin.Live,
                    At = at,
                    Win = [.. prices.Select(price => new WinPrice(price.Number, new Odds((double)price.Win)))],
                    Place =
                    [
                        .. prices.Select(price => new PlacePrice(price.Number, new PlaceRange((double)price.Low, (double)price.High))),
                    ],
                },
            ],
        };
    }
}
