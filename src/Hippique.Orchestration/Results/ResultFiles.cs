using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>The results of races in the store: <c>result.json</c>, then <c>result_2.json</c> and so on if a source later says more or something else.</summary>
internal sealed class ResultFiles(IArtifactStore store)
{
    /// <summary>The last one, and the name of its file; null if there is none.</summary>
    public async Task<(RaceResult Result, string Name)?> LastAsync(RaceId race, CancellationToken cancellationToken)
    {
        (RaceResult, string)? last = null;
        for (var number = 1; ; number++)
        {
            var path = ArtifactPaths.Result(race, number);
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } kept)
                return last;
            last = (ArtifactJson.Read<RaceResult>(path, kept.Content), ArtifactPaths.ResultName(number));
        }
    }

    /// <summary>Adds a result under the first free name; a result that is already there with the same bytes is not added again.</summary>
    /// <returns>The name of its file.</returns>
    public async Task<string> AddAsync(RaceResult result, CancellationToken cancellationToken)
    {
        var bytes = ArtifactJson.Write(result);
        for (var number = 1; ; number++)
        {
            var path = ArtifactPaths.Result(result.Id, number);
            if (await store.PutIfAbsentAsync(path, bytes, cancellationToken).ConfigureAwait(false) != PutOutcome.Conflict)
                return ArtifactPaths.ResultName(number);
        }
    }
}
