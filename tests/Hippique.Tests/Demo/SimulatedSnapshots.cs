using Hippique.Demo.Pages;
using Hippique.Demo.Simulation;
using Hippique.Gpi;
using Hippique.Gpi.Inputs;
using Hippique.Racing;

namespace Hippique.Tests.Demo;

/// <summary>What a faultless reader sees on the simulated pages.</summary>
internal static class SimulatedSnapshots
{
    public static readonly DateOnly Date = new(2026, 4, 12);

    /// <summary>What the pages sell.</summary>
    public static readonly IReadOnlyList<BetOffer> Offers =
    [
        new(BetType.SimpleGagnant, new Euro(1), new Euro(1), new Euro(450)),
        new(BetType.SimplePlace, new Euro(1), new Euro(1), new Euro(450)),
    ];

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
                    Offers = Offers,
                },
            ],
        };
    }

    /// <summary>With both looks, as the demo plays.</summary>
    public static RaceAnalysis Analyse(RaceAnalyser analyser, SimulatedRace race) =>
        analyser.Analyse(
            new AnalysisInput
            {
                H5 = At(race, Phase.H5),
                H30 = At(race, Phase.H30),
                Operators = [Pool.ZEturf],
                Countries = ["FRA"],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "3.0.0",
                InputHashes = new SortedDictionary<string, string>(),
            }
        );
}
