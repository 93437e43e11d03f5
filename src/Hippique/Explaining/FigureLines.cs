using Hippique.Gpi;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Where the figures of jockeys, trainers and times come from: how many are published, how many the program counted itself.</summary>
internal static class FigureLines
{
    public static IEnumerable<string> Of(RaceAnalysis analysis, AccountWords words)
    {
        var known = analysis.Runners.Select(runner => runner.Statistics).OfType<RunnerStatistics>().ToList();
        return new (string Key, IEnumerable<string> Origins)[]
        {
            ("explain_figures_jockeys", Origins(known.Select(runner => runner.Jockey), words)),
            ("explain_figures_trainers", Origins(known.Select(runner => runner.Trainer), words)),
            (
                "explain_figures_times",
                known.Where(runner => runner.Times.Count > 0).Select(runner => Origin(runner.TimesOrigin, null, words))
            ),
        }
            .Where(line => line.Origins.Any())
            .Select(line => words.Get(line.Key, Counted(line.Origins)));
    }

    private static string Counted(IEnumerable<string> origins) =>
        string.Join(
            ", ",
            origins
                .CountBy(origin => origin)
                .OrderBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => $"{count.Value} {count.Key}")
        );

    private static IEnumerable<string> Origins(IEnumerable<WinRecord?> records, AccountWords words) =>
        records.OfType<WinRecord>().Select(record => Origin(record.Origin, record.Source, words));

    private static string Origin(StatisticsOrigin origin, string? source, AccountWords words) =>
        origin == StatisticsOrigin.OwnRecord ? words.Get("explain_figures_own")
        : source is null ? words.Get("explain_figures_published")
        : words.Get("explain_figures_published_by", source);
}
