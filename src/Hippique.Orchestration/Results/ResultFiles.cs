using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>Results of races as they were kept: <c>result.json</c>, and <c>result_2.json</c> and on where a source later said more or something else.</summary>
internal sealed class ResultFiles(IArtifactStore store)
{
    /// <summary>The last one, and the name of its file; null where there is none.</summary>
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

    /// <summary>Keeps a further one; the name of its file.</summary>
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
