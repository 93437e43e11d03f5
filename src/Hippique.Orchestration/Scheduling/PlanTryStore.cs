using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Keeps, over restarts, why a day has no plan yet and when the next try comes: <c>planning.json</c>, with the last days only.</summary>
public sealed class PlanTryStore(IArtifactStore store)
{
    /// <summary>Where it lies among the artifacts.</summary>
    public const string Path = ArtifactPaths.PlanTries;

    private const int DaysKept = 3;

    /// <summary>Of a day that was never tried: no failures.</summary>
    /// <exception cref="ArtifactException">The file cannot be read.</exception>
    public async Task<PlanTries> GetAsync(DateOnly date, CancellationToken cancellationToken) =>
        Of(Read(await store.GetAsync(Path, cancellationToken).ConfigureAwait(false)), date);

    /// <exception cref="ArtifactException">The file cannot be written.</exception>
    public async Task<PlanTries> UpdateAsync(DateOnly date, Func<PlanTries, PlanTries> next, CancellationToken cancellationToken)
    {
        PlanTries? changed = null;
        await store
            .UpdateAsync(
                Path,
                there =>
                {
                    var days = Read(there);
                    changed = next(Of(days, date));
                    var kept = days.Where(day => day.Date != date && day.Date >= date.AddDays(-DaysKept)).Append(changed);
                    return ArtifactJson.Write(new PlanTryFile { Days = [.. kept.OrderBy(day => day.Date)] });
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return changed!;
    }

    private static PlanTries Of(IReadOnlyList<PlanTries> days, DateOnly date) =>
        days.FirstOrDefault(day => day.Date == date) ?? new PlanTries { Date = date };

    private static IReadOnlyList<PlanTries> Read(Artifact? there)
    {
        try
        {
            return there is null ? [] : ArtifactJson.Read<PlanTryFile>(Path, there.Content).Days;
        }
        // Changed by hand: the tries are counted anew, and no day goes without its plan for that.
        catch (ArtifactException unreadable) when (unreadable.IsUnreadable)
        {
            return [];
        }
    }

    private sealed record PlanTryFile
    {
        public int Schema { get; init; } = 1;
        public required IReadOnlyList<PlanTries> Days { get; init; }
    }
}
