using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Testing.Racing;

/// <summary>
/// What days leave that were seen, analysed and run, with invented races of <see cref="InventedRaces"/>: the prices of both looks are the same, those of the close are shorter on horse 1.
/// </summary>
public static class AnalysedDays
{
    /// <summary>Chances to win by number.</summary>
    public static readonly IReadOnlyList<double> Win = [.4, .2, .11, .09, .08, .06, .035, .025];

    /// <summary>Chances of a place by number; three are paid.</summary>
    public static readonly IReadOnlyList<double> Place = [.75, .55, .45, .35, .32, .25, .18, .15];

    /// <summary>Closing price of horse 1; the others close as they were.</summary>
    public const double CloseOfFirst = 2.4;

    public static RaceId Race(DateOnly date, int number) => new(date, new RaceCode(1, number));

    /// <summary>Writes a whole day.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="model">The model that spoke.</param>
    /// <param name="date">Programme day.</param>
    /// <param name="arrivals">The first three of each race.</param>
    /// <param name="simulated">The day is invented by the program.</param>
    public static async Task WriteAsync(
        IArtifactStore store,
        GpiModel model,
        DateOnly date,
        IReadOnlyList<int[]> arrivals,
        bool simulated = false
    )
    {
        var races = arrivals.Select((_, index) => Race(date, index + 1)).ToList();
        await PutAsync(store, ArtifactPaths.Plan(date), Plan(date, races, simulated));
        for (var i = 0; i < races.Count; i++)
        {
            await PutAsync(store, ArtifactPaths.Snapshot(races[i], Phase.H30), Look(races[i], Phase.H30));
            await PutAsync(store, ArtifactPaths.Snapshot(races[i], Phase.H5), Look(races[i], Phase.H5));
            await PutAsync(store, ArtifactPaths.Analysis(races[i]), Analysis(races[i], model));
            await PutAsync(store, ArtifactPaths.Result(races[i]), Result(races[i], arrivals[i]));
        }
    }

    public static Snapshot Look(RaceId race, Phase phase)
    {
        var at = Off(race) - phase.BeforeOff();
        return InventedRaces.Snapshot(phase) with
        {
            PlannedAt = at,
            TakenAt = at,
            Card = InventedRaces.Card(race, Off(race)),
            Pools = [InventedRaces.Win(Pool.PmuNational, at)],
        };
    }

    public static RaceAnalysis Analysis(RaceId race, GpiModel model)
    {
        var analysis = new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value, model).Analyse(
            new AnalysisInput
            {
                H30 = Look(race, Phase.H30),
                H5 = Look(race, Phase.H5),
                Operators = [],
                Countries = [],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "3.0.0",
                InputHashes = new Dictionary<string, string>(),
            }
        );
        return analysis with
        {
            Runners =
            [
                .. analysis.Runners.Select(runner =>
                    runner with
                    {
                        WinProbability = Win[runner.Number - 1],
                        PlaceProbability = Place[runner.Number - 1],
                    }
                ),
            ],
        };
    }

    public static RaceResult Result(RaceId race, IReadOnlyList<int> arrival) =>
        new()
        {
            Id = race,
            Pool = Pool.PmuNational,
            State = ResultState.Official,
            Arrival = [.. arrival.Select(number => (IReadOnlyList<int>)[number])],
            NonRunners = [],
            Dividends = [],
            Close =
            [
                .. InventedRaces
                    .Win(Pool.PmuNational, Off(race))
                    .Win.Select(price => price.Number == 1 ? new WinPrice(1, new Odds(CloseOfFirst)) : price),
            ],
        };

    private static DateTimeOffset Off(RaceId race) => ParisTime.At(race.Date, new TimeOnly(13, 0)).AddMinutes(20 * race.Code.Race);

    private static DayPlan Plan(DateOnly date, IEnumerable<RaceId> races, bool simulated) =>
        new()
        {
            Date = date,
            Simulated = simulated,
            Refused = [],
            Notes = [],
            Races =
            [
                .. races.Select(race => new PlannedRace
                {
                    Id = race,
                    Meeting = "VALMOREL",
                    Country = "FRA",
                    Name = "PRIX DES TILLEULS",
                    Discipline = Discipline.Harness,
                    Off = Off(race),
                    Links = [new RaceLink("invented", race.Date, race.Code, "https://example.invalid/")],
                    OffClaims = [],
                }),
            ],
        };

    private static Task<PutOutcome> PutAsync<T>(IArtifactStore store, string path, T value) =>
        store.PutIfAbsentAsync(path, ArtifactJson.Write(value), CancellationToken.None);
}
