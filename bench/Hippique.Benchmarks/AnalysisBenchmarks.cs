using BenchmarkDotNet.Attributes;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Benchmarks;

/// <summary>The whole analysis of one race of 16 runners with place prices.</summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 44, 52, 61, 75, 88, 99, 112];
    private static readonly DateTimeOffset Off = new(2026, 1, 14, 13, 50, 0, TimeSpan.Zero);

    private readonly RaceAnalyser _analyser = new(RuleSets.Load(RuleSets.Default).Value);
    private readonly AnalysisInput _input = Input();

    [Benchmark]
    public RaceAnalysis SixteenRunners() => _analyser.Analyse(_input);

    private static AnalysisInput Input() =>
        new()
        {
            H5 = new Snapshot
            {
                Phase = Phase.H5,
                PlannedAt = Off.AddMinutes(-5),
                Source = "bench",
                Url = "https://example.org/R1C3",
                Card = Card(),
                Pools =
                [
                    new PoolPrices
                    {
                        Pool = Pool.ZEturf,
                        Origin = PriceOrigin.Live,
                        At = Off.AddMinutes(-5),
                        Win = [.. Odds.Select((odds, i) => new WinPrice(i + 1, new Odds(odds)))],
                        Place =
                        [
                            .. Odds.Select((odds, i) => new PlacePrice(i + 1, new PlaceRange(1 + (odds - 1) / 5, 1 + (odds - 1) / 3))),
                        ],
                    },
                ],
            },
            Operators = [Pool.ZEturf],
            Countries = ["FR"],
            Bankroll = new Euro(500),
            BudgetPerRace = new Euro(5),
            ProgramVersion = "3.0.0",
            InputHashes = new Dictionary<string, string>(),
        };

    private static RaceCard Card() =>
        new()
        {
            Id = new RaceId(new DateOnly(2026, 1, 14), new RaceCode(1, 3)),
            Meeting = "VALLERUC",
            Country = "FRA",
            Name = "PRIX DES GENETS",
            Off = Off,
            Discipline = Discipline.Harness,
            Runners = [.. Enumerable.Range(1, Odds.Length).Select(number => new Runner { Number = number, Horse = $"CHEVAL {number}" })],
        };
}
