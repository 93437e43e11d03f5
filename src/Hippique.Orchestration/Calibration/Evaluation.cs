using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

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

    /// <summary>The likely ones among them, by discipline and pool.</summary>
    public required IReadOnlyList<FavouriteTable> Favourites { get; init; }

    /// <summary>Places from the fitted weights on live prices of H-5.</summary>
    public required IReadOnlyList<PlaceTable> PlacesAtH5 { get; init; }
    public required IReadOnlyList<WinScore> Win { get; init; }

    /// <summary>What each kind of bet is worth to one who knows no more than the pool's own prices, in the bands of the first rule set.</summary>
    public required IReadOnlyList<FreeLunchRow> FreeLunch { get; init; }

    /// <summary>Races that were decided on live prices.</summary>
    public required IReadOnlyList<OutcomeScore> Outcomes { get; init; }

    /// <summary>How far closing prices are from official win dividends, in the files of dividends; null without such files or without a race that has both.</summary>
    public required ClosingGap? ClosingGap { get; init; }

    /// <summary>Races that were decided on modelled prices: what the rules do in many races, never what they earn.</summary>
    public required IReadOnlyList<OutcomeScore> Modelled { get; init; }

    /// <summary>Races without a price of H-5, or without a decision.</summary>
    public required IReadOnlyList<OutcomeScore> Unpriced { get; init; }

    /// <summary>Races of files that were made after the races: nobody saw their prices in time, and nothing is decided on them.</summary>
    public required int AfterClose { get; init; }

    /// <param name="files">Recorded races; those that the model was fitted on only serve as the record of earlier days.</param>
    /// <param name="model">The model; it must name the days that were held out.</param>
    /// <param name="rules">The rule sets to run.</param>
    /// <param name="settings">What the user decided; without operators, the pools that the files show are bet in.</param>
    /// <param name="dividends">Official dividends of the same races or of others; null: none.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    public static async Task<Evaluation> RunAsync(
        RaceFiles files,
        GpiModel model,
        IReadOnlyList<RuleSet> rules,
        PhaseSettings settings,
        DividendFiles? dividends,
        CancellationToken cancellationToken
    )
    {
        var races = CalibrationRun.Unseen(model, files.Races());
        var closed = races.Where(race => race.Close is not null).ToList();
        var seen = races.Where(race => race.H5 is not null).ToList();
        var official = dividends?.Official ?? new Dictionary<(Pool, RaceId), PlaceDividendRace>();
        var unseen = races.Select(race => race.Id).ToHashSet();
        var outcomes = await new OutcomeRun(files, model, settings, official)
            .JudgeAsync(rules, unseen, cancellationToken)
            .ConfigureAwait(false);
        return new Evaluation
        {
            Model = model.Name,
            From = model.Data.HeldOut,
            Races = races.Count,
            PlacesAtClose = PlaceTable.Of(closed, AtClose, Law),
            Favourites = PlaceTable.Favourites(closed, AtClose, Law),
            PlacesAtH5 = PlaceTable.Of(
                seen,
                race => WinForecast.Fitted(model, Column, CalibrationRun.Columns[Column], race, PriceMoment.H5),
                Law
            ),
            Win = WinScores.Of(model, races, CalibrationRun.Columns),
            FreeLunch = NoFreeLunch.Of(model, races, CalibrationRun.UnseenPlaces(model, dividends?.Races ?? []), rules[0]),
            Outcomes = Decided(PriceBasis.Live),
            ClosingGap = ClosingGap.Of(official.Values),
            Modelled = Decided(PriceBasis.Modelled),
            Unpriced = Decided(PriceBasis.None),
            AfterClose = files
                .Days.SelectMany(day => day.Races)
                .Where(race => race.IsAfterClose && unseen.Contains(race.Card.Id))
                .DistinctBy(race => race.Card.Id)
                .Count(),
        };

        double[] AtClose(CalibrationRace race) => WinForecast.FittedMarket(model, race, PriceMoment.Close);

        OrderLaw Law(CalibrationRace race) => model.OrderLaw(race.Pool, race.Discipline, model.Exponent(race.Pool, race.Discipline).Value);

        IReadOnlyList<OutcomeScore> Decided(PriceBasis prices) => [.. outcomes.Where(score => score.Prices == prices)];
    }
}
