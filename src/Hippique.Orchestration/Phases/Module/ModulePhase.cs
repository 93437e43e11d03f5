using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>
/// The user's own analysis as a part of a phase. It works in a folder of its own that holds copies of the snapshots and of <c>cotes.csv</c>; what it leaves there becomes
/// artifacts under <c>{date}/{race}/module_h5/</c>, beside the program's own and never instead of them.
/// </summary>
internal sealed class ModulePhase(IArtifactStore store, ModuleSettings settings, TimeProvider clock)
{
    private readonly ModuleRunner _runner = new(clock);

    /// <summary>Null if it has not yet ended well.</summary>
    public async Task<ModuleReport?> FinishedAsync(RaceId race, Phase phase, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Module(race, phase);
        return await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? Report(ArtifactJson.Read<ModuleRecord>(path, there.Content).ReturnCode, null, null)
            : null;
    }

    public async Task<ModuleReport> RunAsync(Snapshot snapshot, ModulePlace place, RunLog log, CancellationToken cancellationToken)
    {
        var (race, phase) = (snapshot.Card.Id, snapshot.Phase);
        var work = ModuleFolder.Make(settings.DataFolder);
        try
        {
            var inputs = await CopyInputsAsync(place, work.Out, cancellationToken).ConfigureAwait(false);
            var order = new ModuleOrder
            {
                Command = settings.Command,
                CourseUrl = snapshot.Url,
                Phase = phase,
                Date = race.Date,
                Out = work.Out,
                Timeout = settings.Timeout,
                Mark = work.Mark,
                Seen = work.Note,
                Say = said => log.Info($"own analysis: {said}"),
            };
            var result = await _runner.RunAsync(order, cancellationToken).ConfigureAwait(false);
            var files = await KeepAsync(place, work.Out, result.Files, inputs, log, cancellationToken).ConfigureAwait(false);
            log.Info($"own analysis: exit code {result.ReturnCode}, {files.Count} files");
            if (result.OutputTail.Length > 0)
                log.Info($"own analysis printed: {result.OutputTail}");
            var failure = FailureOf(result);
            if (failure is null && place.Record is { } path)
            {
                var record = new ModuleRecord
                {
                    ReturnCode = result.ReturnCode,
                    Inputs = inputs,
                    Files = files,
                };
                await store.PutIfAbsentAsync(path, ArtifactJson.Write(record), cancellationToken).ConfigureAwait(false);
            }
            return Report(result.ReturnCode, result.OutputTail, failure);
        }
        finally
        {
            work.Remove(log);
        }
    }

    private async Task<SortedDictionary<string, string>> CopyInputsAsync(
        ModulePlace place,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, name) in place.Inputs)
        {
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
                continue;
            await File.WriteAllBytesAsync(Path.Combine(folder, name), there.Content, cancellationToken).ConfigureAwait(false);
            hashes[name] = Hash(there.Content.Span);
        }
        return hashes;
    }

    /// <summary>Copies what it left into the store; inputs that it left as they were are none of its files.</summary>
    private async Task<SortedDictionary<string, string>> KeepAsync(
        ModulePlace place,
        string folder,
        ModuleFiles files,
        SortedDictionary<string, string> inputs,
        RunLog log,
        CancellationToken cancellationToken
    )
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var refused in files.Refused)
            log.Warning($"own analysis: {refused}");
        foreach (var path in files.Paths)
        {
            var content = await ModuleFiles.ReadAsync(folder, path, cancellationToken).ConfigureAwait(false);
            var hash = Hash(content);
            if (inputs.TryGetValue(path, out var input) && input == hash)
                continue;
            var stored = place.Folder + path;
            // What an earlier run that failed has left gives way; one that ended well is never run again.
            await store.UpdateAsync(stored, _ => content, cancellationToken).ConfigureAwait(false);
            kept[stored] = hash;
        }
        return kept;
    }

    private static string? FailureOf(ModuleResult result) =>
        result switch
        {
            ModuleResult.Exited { Code: 0 } => null,
            ModuleResult.Exited exited => Problem.Of($"own analysis ended with exit code {exited.Code}").ToString(),
            ModuleResult.TimedOut late => Problem.Of($"own analysis killed after {(int)late.After.TotalSeconds} s").ToString(),
            ModuleResult.NotStarted not => Problem.Of($"own analysis: {not.Why}").ToString(),
            var other => throw new InvalidOperationException($"no reason for {other.GetType().Name}"),
        };

    private static ModuleReport Report(int code, string? tail, string? failure) =>
        new()
        {
            ReturnCode = code,
            OutputTail = tail,
            Failure = failure,
        };

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
