using Hippique.Hosting;
using Hippique.Sources;
using Hippique.Sources.Figures;

namespace Hippique.Doctor;

/// <summary>Each source of published figures asked for today's races, with one request; what of it is not yet seen on a real page.</summary>
internal static class FigureChecks
{
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(
        IReadOnlyList<IFigureSource> sources,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        if (sources.Count == 0)
            return [new("statistics", CheckState.Ok, Texts.Get("doctor_statistics_none"))];
        var checks = new List<DoctorCheck>();
        foreach (var source in sources)
        {
            var unseen = Texts.Get("doctor_source_unseen", string.Join(", ", UnseenPages.Of(source.Name)));
            checks.Add(
                await source.RacesAsync(today, cancellationToken) switch
                {
                    SourceAnswer<IReadOnlyDictionary<Racing.RaceCode, string>>.Found { Value: var races } => new(
                        $"statistics_{source.Name}",
                        CheckState.Ok,
                        $"{Texts.Get("doctor_statistics_ok", races.Count)} {unseen}"
                    ),
                    SourceAnswer<IReadOnlyDictionary<Racing.RaceCode, string>>.Refused { Error: var error } => new(
                        $"statistics_{source.Name}",
                        CheckState.Warning,
                        $"{ProblemText.Of(error)} {unseen}",
                        Texts.Get("doctor_statistics_advice")
                    ),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        }
        return checks;
    }
}
