using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>
/// What was said of a race at H-5 beside what came of it. The chances are those that its analysis wrote down then; the prices are read as <c>hippique export races</c> and
/// <c>evaluate</c> read them. Arrays run over those that took part.
/// </summary>
internal sealed record JudgedForecast
{
    public required ModelDiscipline Discipline { get; init; }

    /// <summary>Sums to 1.</summary>
    public required double[] Win { get; init; }

    /// <summary>Index of the only winner.</summary>
    public required int Winner { get; init; }

    /// <summary>Null where the places say nothing: a horse was withdrawn after H-5, or fewer are classified than are paid.</summary>
    public required double[]? Place { get; init; }

    /// <summary>Indices at the places paid.</summary>
    public required IReadOnlyList<int> Placed { get; init; }

    /// <summary>Of this race alone, by the moments of which it has every price.</summary>
    public required IReadOnlyDictionary<PriceMoment, LossSums> Losses { get; init; }

    /// <summary>Judges a race, or says why not.</summary>
    /// <param name="seen">What the day left of it.</param>
    /// <param name="analysis">As it was made at H-5; null: none was.</param>
    /// <param name="model">The model in use.</param>
    public static (JudgedForecast? Judged, ForecastGap? Gap) Of(SeenRace seen, RaceAnalysis? analysis, GpiModel model)
    {
        if (seen.Result is not { State: ResultState.Official, Arrival: [{ Count: 1 }, ..] } || seen.Race.Cancelled)
            return (null, ForecastGap.NoWinner);
        if (analysis?.MarketReading.Pool is not { } pool)
            return (null, ForecastGap.NotAnalysed);
        if (analysis.Model != ModelNote.Of(model))
            return (null, ForecastGap.OtherModel);
        if (analysis.ModelledPrices)
            return (null, ForecastGap.ModelledPrices);
        if (
            !CalibrationRun.IsUnseen(model, pool, seen.Race.Id.Date)
            || (analysis.MarketReading.TwoPools && seen.Race.Id.Date <= model.Data.To)
        )
            return (null, ForecastGap.Fitted);
        if (
            SeenRaceLine.Of(seen, pool) is not { } line
            || !RecordedRaces.ReadLine(line).TryGet(out var recorded)
            || recorded.Result is null
        )
            return (null, ForecastGap.NotAnalysed);
        return Of(CalibrationRaces.Of(recorded, RaceHistory.Empty), analysis, model) is { } judged
            ? (judged, null)
            : (null, ForecastGap.Incomplete);
    }

    private static JudgedForecast? Of(CalibrationRace race, RaceAnalysis analysis, GpiModel model)
    {
        var said = analysis.Runners.ToDictionary(runner => runner.Number);
        RunnerAnalysis?[] starters = [.. race.Starters.Select(starter => said.GetValueOrDefault(starter.Number))];
        if (race.Order.Count == 0 || starters.Any(starter => starter?.WinProbability is not > 0))
            return null;
        double[] win = [.. starters.Select(starter => starter!.WinProbability!.Value)];
        // Of those that were withdrawn after H-5 the chances go to the others, as they do in the pool.
        WinProbabilities.Normalise(win);
        var isWhole = starters.Length == analysis.Runners.Count(runner => runner.WinProbability > 0);
        var hasPlaces =
            isWhole
            && race.PlacesPaid > 0
            && race.PlacesPaid == analysis.PlacesPaid
            && race.Placed.Count >= race.PlacesPaid
            && starters.All(starter => starter!.PlaceProbability is not null);
        return new JudgedForecast
        {
            Discipline = race.Discipline.ForModel(),
            Win = win,
            Winner = race.Order[0],
            Place = hasPlaces ? [.. starters.Select(starter => starter!.PlaceProbability!.Value)] : null,
            Placed = race.Placed,
            Losses = Enum.GetValues<PriceMoment>()
                .Where(moment => WinForecast.Odds(race, moment) is not null)
                .ToDictionary(moment => moment, moment => LossesAt(moment, race, win, model)),
        };
    }

    private static LossSums LossesAt(PriceMoment moment, CalibrationRace race, double[] win, GpiModel model)
    {
        var winner = race.Order[0];
        return new LossSums(
            1,
            -Math.Log(win[winner]),
            -Math.Log(WinForecast.Market(WinForecast.Odds(race, moment)!)[winner]),
            -Math.Log(WinForecast.Exponent(model, race, moment)[winner])
        );
    }
}
