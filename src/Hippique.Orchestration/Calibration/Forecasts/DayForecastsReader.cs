using System.Collections.Concurrent;
using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>Reads what one day says of a model.</summary>
internal sealed class DayForecastsReader(IArtifactStore store, PlanStore plans, GpiModel model)
{
    // Of a bucket each file is a request.
    private const int SideBySide = 8;
    private readonly SeenDays _seen = new(store, plans);

    /// <summary>Null if the day was not planned.</summary>
    /// <exception cref="ArtifactException">The store cannot be read.</exception>
    public async Task<DayForecasts?> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var day in _seen.ReadAsync([date], cancellationToken).ConfigureAwait(false))
                return DayForecasts.Of(day, await AnalysesAsync(day, cancellationToken).ConfigureAwait(false), model);
            return null;
        }
        // The boundary to files that a person may have changed: one of a day costs no other day its place.
        catch (ArtifactException broken) when (broken.IsUnreadable)
        {
            return new DayForecasts
            {
                Date = date,
                Simulated = false,
                IsUnreadable = true,
            };
        }
    }

    /// <summary>Those of races with a result; the others say nothing.</summary>
    private async Task<IReadOnlyDictionary<RaceId, RaceAnalysis>> AnalysesAsync(SeenDay day, CancellationToken cancellationToken)
    {
        var analyses = new ConcurrentDictionary<RaceId, RaceAnalysis>();
        await Parallel
            .ForEachAsync(
                day.Races.Where(race => race.Result is not null),
                new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
                async (race, token) =>
                {
                    var path = ArtifactPaths.Analysis(race.Race.Id);
                    if (await store.GetAsync(path, token).ConfigureAwait(false) is { } file)
                        analyses[race.Race.Id] = ArtifactJson.Read<RaceAnalysis>(path, file.Content);
                }
            )
            .ConfigureAwait(false);
        return analyses;
    }
}
