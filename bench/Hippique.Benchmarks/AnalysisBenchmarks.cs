using BenchmarkDotNet.Attributes;
using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Benchmarks;

/// <summary>
/// The whole analysis of one race with place prices, musiques and statistics. Six horses pay too much for a place, so that they pass as singles and every combined bet is
/// formed and priced.
/// </summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 44, 52, 61, 75, 88, 99, 112, 120, 130, 140, 150];
    private static readonly DateTimeOffset Off = new(2026, 1, 14, 13, 50, 0, TimeSpan.Zero);
    private static readonly BetType[] Bets = [BetType.CouplePlace, BetType.CoupleGagnant, BetType.Trio, BetType.Ze2Sur4, BetType.Ze4];

    private readonly RaceAnalyser _analyser = new(RuleSets.Load(RuleSets.Default).Value);
    private readonly RaceAnalyser _combined = new(RuleSets.Load(RuleSets.Default).Value, Calibrated(1.8, 1.8));
    private readonly RaceAnalyser _ze4 = new(RuleSets.Load(RuleSets.Default).Value, Calibrated(1.05, 9));
    private readonly AnalysisInput _sixteen = Input(16);
    private readonly AnalysisInput _twenty = Input(20);

    [Benchmark]
    public RaceAnalysis SixteenRunnersSingles() => _analyser.Analyse(_sixteen);

    [Benchmark]
    public RaceAnalysis SixteenRunnersCombined() => Formed(_combined.Analyse(_sixteen));

    [Benchmark]
    public RaceAnalysis TwentyRunnersCombined() => Formed(_combined.Analyse(_twenty));

    [Benchmark]
    public RaceAnalysis TwentyRunnersWithZe4() => Formed(_ze4.Analyse(_twenty), BetType.Ze4);

    /// <summary>A benchmark that stopped measuring what its name says must fail.</summary>
    private static RaceAnalysis Formed(RaceAnalysis analysis, BetType? bet = null) =>
        analysis.Combined.Bet is { } best && (bet is null || best == bet)
            ? analysis
            : throw new InvalidOperationException($"combined bet {analysis.Combined.Bet}, {analysis.Combined.Why}");

    /// <summary>Every combination pays so many times its fair dividend.</summary>
    private static GpiModel Calibrated(double others, double ze4) =>
        GpiModels.Default with
        {
            Payouts =
            [
                .. Bets.Select(bet => new PayoutFit
                {
                    Pool = Pool.ZEturf,
                    Bet = bet,
                    Discipline = ModelDiscipline.All,
                    ProbabilityLow = 0,
                    ProbabilityHigh = 1,
                    PricedBy = Pool.ZEturf,
                    AtH5 = new PayoutCurve(Math.Log(bet == BetType.Ze4 ? ze4 : others), -1, 0, 0),
                    AtClose = new PayoutCurve(Math.Log(bet == BetType.Ze4 ? ze4 : others), -1, 0, 0),
                    Value = .85,
                    Deviation = .3,
                    Races = 500,
                    Bias = 0,
                    Width = .05,
                    LastDay = new DateOnly(2026, 1, 1),
                    Shipped = true,
                }),
            ],
        };

    private static AnalysisInput Input(int runners) =>
        new()
        {
            H5 = Look(runners, Phase.H5),
            H30 = Look(runners, Phase.H30),
            Statistics = [.. Enumerable.Range(1, runners).Select(StatisticsOf)],
            Operators = [Pool.ZEturf],
            Countries = ["FR"],
            Bankroll = new Euro(500),
            BudgetPerRace = new Euro(5),
            ProgramVersion = "3.0.0",
            InputHashes = new Dictionary<string, string>(),
        };

    private static Snapshot Look(int runners, Phase phase)
    {
        var at = Off - phase.BeforeOff();
        var odds = Odds[..runners];
        var places = PlacePrices(odds);
        return new Snapshot
        {
            Phase = phase,
            PlannedAt = at,
            Source = "bench",
            Url = "https://example.org/R1C3",
            Card = Card(runners),
            Pools =
            [
                new PoolPrices
                {
                    Pool = Pool.ZEturf,
                    Origin = PriceOrigin.Live,
                    At = at,
                    Win = [.. odds.Select((o, i) => new WinPrice(i + 1, new Odds(phase == Phase.H5 ? o : o * 1.1)))],
                    Place = [.. places.Select((range, i) => new PlacePrice(i + 1, range))],
                },
            ],
        };
    }

    /// <summary>Typical prices of a book of 1.4 places a place, six of the middle longer by three quarters.</summary>
    private static PlaceRange[] PlacePrices(double[] odds)
    {
        var (win, placed) = (new double[odds.Length], new double[odds.Length]);
        WinProbabilities.Fitted(odds, 1.08, win);
        new Orders(win, OrderLaw.Discounts(.73, .52, .39)).Places(3, placed);
        return
        [
            .. placed.Select(
                (p, i) =>
                {
                    var typical = Math.Max(1.15, (i is >= 2 and <= 7 ? 1.75 : 1) / (1.4 * p));
                    return new PlaceRange(Math.Max(1.05, typical * .85), typical * .85 / (2 * .85 - 1));
                }
            ),
        ];
    }

    private static RunnerStatistics StatisticsOf(int number) =>
        new()
        {
            Number = number,
            Jockey = new WinRecord(200, 20 + number, .1, StatisticsOrigin.OwnRecord),
            Trainer = new WinRecord(200, 30 - number, .1, StatisticsOrigin.OwnRecord),
            Times = [74 + number / 10.0, 75, 76],
        };

    private static RaceCard Card(int runners) =>
        new()
        {
            Id = new RaceId(new DateOnly(2026, 1, 14), new RaceCode(1, 3)),
            Meeting = "VALLERUC",
            Country = "FRA",
            Name = "PRIX DES GENETS",
            Off = Off,
            Discipline = Discipline.Harness,
            Runners =
            [
                .. Enumerable
                    .Range(1, runners)
                    .Select(number => new Runner
                    {
                        Number = number,
                        Horse = $"CHEVAL {number}",
                        Form = "1a2a4aDa(25)3a5a0a",
                    }),
            ],
        };
}
