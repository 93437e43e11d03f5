using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.RaceArchive;

/// <summary>The result of a line: arrival, and those of ZEturf's dividends whose bet is certain.</summary>
internal static class RecordedArrival
{
    public static RecordedResult? Result(RaceLine race)
    {
        var arrival = ArrivalOf(race);
        return arrival.Length == 0 || Stated(race) == PmuRaceState.CalledOff
            ? null
            : new RecordedResult(race.OfficialOrder ?? false, arrival, ZEturfRows.Dividends(race.Dividends?.Zeturf ?? [], arrival))
            {
                Times = Times(race),
            };
    }

    /// <summary>See <see cref="RecordedRace.EndedAs"/>.</summary>
    public static ResultState? EndedAs(RaceLine race) =>
        Stated(race) switch
        {
            PmuRaceState.CalledOff => ResultState.CalledOff,
            PmuRaceState.Official when ArrivalOf(race).Length == 0 => ResultState.NobodyClassified,
            _ => null,
        };

    private static PmuRaceState Stated(RaceLine race) => PmuStates.OfRace(race.Status);

    private static int[][] ArrivalOf(RaceLine race) =>
        race.Arrival is { Length: > 0 } given && given.All(place => place is { Length: > 0 }) ? given : ByFinish(race);

    private static Dictionary<int, double> Times(RaceLine race)
    {
        var times = new Dictionary<int, double>();
        foreach (var runner in race.Runners!)
        {
            // No horse trots a kilometre in a minute; slower than two, the source counted something else.
            if (runner is { NonRunner: false, ReductionMsPerKm: > 60_000 and < 120_000 and { } time })
                times[runner.Number!.Value] = time / 1000.0;
        }
        return times;
    }

    private static int[][] ByFinish(RaceLine race) =>
        [
            .. race.Runners!.Where(runner => runner is { Finish: > 0, NonRunner: false })
                .GroupBy(runner => runner.Finish!.Value)
                .OrderBy(place => place.Key)
                .Select(place => place.Select(runner => runner.Number!.Value).Order().ToArray()),
        ];
}
