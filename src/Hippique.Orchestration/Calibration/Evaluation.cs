using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;

namespace Hippique.Orchestration.Calibration;

/// <summary>Scores of a model on races that it was not fitted on.</summary>
public sealed record Evaluation
{
    private const string Column = "v5.1";

    public required string Model { get; init; }

    /// <summary>First day judged, by pool.</summary>
    public required IReadOnlyDictionary<string, DateOnly> From { get; init; }
    public required int Races { get; init; }

    /// <summary>Places from the fitted market at the close, flat, trot and jumps.</summary>
    public required IReadOnlyList<PlaceTable> PlacesAtClose { get; init; }

    /// <summary>Places from the fitted weights on live prices of H-5.</summary>
    public required IReadOnlyList<PlaceTable> PlacesAtH5 { get; init; }
    public required IReadOnlyList<WinScore> Win { get; init; }
    public required IReadOnlyList<OutcomeScore> Outcomes { get; init; }

    /// <param name="files">Recorded races; those that the model was fitted on only serve as the record of earlier days.</param>
    /// <param name="model">The model; it must name the days that were held out.</param>
    /// <param name="rules">The rule sets to run.</param>
    /// <param name="countries">Whose races are played; empty: all.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    public static async Task<Evaluation> RunAsync(
        RaceFiles files,
        GpiModel model,
        IReadOnlyList<RuleSet> rules,
        IReadOnlyList<string> countries,
        CancellationToken cancellationToken
    )
    {
        var races = CalibrationRun.Unseen(model, files.Races());
        var closed = races.Where(race => race.Close is not null).ToList();
        var seen = races.Where(race => race.H5 is not null).ToList();
        var run = new OutcomeRun(files, model, countries);
        var names = races.Select(race => race.Id).ToHashSet();
        var outcomes = new List<OutcomeScore>();
        foreach (var set in rules)
        {
            foreach (var weights in new[] { WeightsChoice.Fitted, WeightsChoice.Declared })
                outcomes.AddRange(await run.JudgeAsync(set, weights, names, cancellationToken));
        }
        return new Evaluation
        {
            Model = model.Name,
            From = model.Data.HeldOut,
            Races = races.Count,
            PlacesAtClose = PlaceTable.Of(
                closed,
                race => WinForecast.FittedMarket(model, race, PriceMoment.Close),
                race => model.OrderLaw(race.Discipline, model.Exponent(race.Pool, race.Discipline).Value)
            ),
            PlacesAtH5 = PlaceTable.Of(
                seen,
                race => WinForecast.Fitted(model, Column, CalibrationRun.Columns[Column], race, PriceMoment.H5),
                race => model.OrderLaw(race.Discipline, model.Exponent(race.Pool, race.Discipline).Value)
            ),
            Win = WinScores.Of(model, races, CalibrationRun.Columns),
            Outcomes = outcomes,
        };
    }
}
