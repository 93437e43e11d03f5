using Hippique.Racing;
using Hippique.Sources.Figures;

namespace Hippique.Orchestration.Statistics;

/// <summary>
/// The published figures of one day, for its races. A person is searched among the pages that the race's own page links to, by first initial and surname; if two people
/// match, neither is used. Immutable; may be shared between threads.
/// </summary>
public sealed class FigureBook(IReadOnlyList<FigureLine> lines)
{
    private const int TimesKept = 3;

    public static readonly FigureBook Empty = new([]);

    /// <summary>
    /// The statistics of each runner: the published ones that were known at <paramref name="moment"/>, else those of <paramref name="own"/>. Moves of the public come from
    /// the own record only.
    /// </summary>
    public IReadOnlyList<RunnerStatistics> Over(IReadOnlyList<RunnerStatistics> own, RaceCard card, DateTimeOffset moment)
    {
        var figures = Of(card.Id, moment);
        if (figures.Count == 0)
            return own;
        var known = own.ToDictionary(statistics => statistics.Number);
        return
        [
            .. card.Runners.Select(runner =>
                Over(known.GetValueOrDefault(runner.Number) ?? new RunnerStatistics { Number = runner.Number }, runner, card, figures)
            ),
        ];
    }

    private static RunnerStatistics Over(RunnerStatistics own, Runner runner, RaceCard card, List<PublishedFigure> figures)
    {
        var times = Horse(figures, runner) is { } horse ? TimesOf(horse, card) : [];
        return own with
        {
            Jockey = Person(figures, FigureKind.Jockey, runner.Jockey) ?? own.Jockey,
            Trainer = Person(figures, FigureKind.Trainer, runner.Trainer) ?? own.Trainer,
            Times = times.Count > 0 ? times : own.Times,
            TimesOrigin = times.Count > 0 ? StatisticsOrigin.Published : own.TimesOrigin,
        };
    }

    private List<PublishedFigure> Of(RaceId race, DateTimeOffset moment)
    {
        var then = lines.Where(line => line.Since <= moment).ToList();
        var links = then.Where(line => line.Race == race).SelectMany(line => line.Links ?? []).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. then.Select(line => line.Figure)
                .OfType<PublishedFigure>()
                .Where(figure => links.Contains(figure.Url))
                .GroupBy(figure => figure.Url)
                .Select(same => same.MaxBy(figure => figure.At)!),
        ];
    }

    private static WinRecord? Person(List<PublishedFigure> figures, FigureKind kind, string? name)
    {
        var key = Names.PersonByInitial(name);
        if (key.Length == 0)
            return null;
        var same = figures.Where(figure => figure.Kind == kind && Names.PersonByInitial(figure.Name) == key).ToList();
        return same is [{ Starts: { } starts and > 0, Wins: { } wins } only]
            ? new WinRecord(starts, wins, (double)wins / starts, StatisticsOrigin.Published) { Source = only.Source, At = only.At }
            : null;
    }

    private static PublishedFigure? Horse(List<PublishedFigure> figures, Runner runner)
    {
        var same = figures
            .Where(figure => figure.Kind == FigureKind.Horse && Names.Horse(figure.Name) == Names.Horse(runner.Horse))
            .ToList();
        // The name of a dead horse is given again; the age tells the two apart.
        return same is [var only] && (only.Age is null || runner.Age is null || only.Age == runner.Age) ? only : null;
    }

    private static List<double> TimesOf(PublishedFigure horse, RaceCard card) =>
        [
            .. horse
                .Times.Where(time => time.Date < card.Id.Date && time.Discipline.Family() == card.Discipline.Family())
                .OrderByDescending(time => time.Date)
                .Take(TimesKept)
                .Select(time => time.SecondsPerKm),
        ];
}
