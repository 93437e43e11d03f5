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

    public async Task<ModuleReport> RunAsync(Snapshot snapshot, RunLog log, CancellationToken cancellationToken)
    {
        var (race, phase) = (snapshot.Card.Id, snapshot.Phase);
        var work = Directory.CreateTempSubdirectory("hippique-module-");
        try
        {
            var inputs = await CopyInputsAsync(race, work.FullName, cancellationToken).ConfigureAwait(false);
            var order = new ModuleOrder
            {
                Command = settings.Command,
                CourseUrl = snapshot.Url,
                Phase = phase,
                Date = race.Date,
                Out = work.FullName,
                Timeout = settings.Timeout,
            };
            var result = await _runner.RunAsync(order, cancellationToken).ConfigureAwait(false);
            var files = await KeepAsync(race, phase, work.FullName, result.Files, inputs, log, cancellationToken).ConfigureAwait(false);
            log.Info($"own analysis: exit code {result.ReturnCode}, {files.Count} files");
            if (result.OutputTail.Length > 0)
                log.Info($"own analysis printed: {result.OutputTail}");
            var failure = FailureOf(result);
            if (failure is null)
            {
                var record = new ModuleRecord
                {
                    ReturnCode = result.ReturnCode,
                    Inputs = inputs,
                    Files = files,
                };
                await store
                    .PutIfAbsentAsync(ArtifactPaths.Module(race, phase), ArtifactJson.Write(record), cancellationToken)
                    .ConfigureAwait(false);
            }
            return Report(result.ReturnCode, result.OutputTail, failure);
        }
        finally
        {
            Remove(work, log);
        }
    }

    private async Task<SortedDictionary<string, string>> CopyInputsAsync(RaceId race, string folder, CancellationToken cancellationToken)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string[] paths = [ArtifactPaths.Snapshot(race, Phase.H30), ArtifactPaths.Snapshot(race, Phase.H5), ArtifactPaths.Cotes(race)];
        foreach (var path in paths)
        {
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
                continue;
            var name = path[(path.LastIndexOf('/') + 1)..];
            await File.WriteAllBytesAsync(Path.Combine(folder, name), there.Content, cancellationToken).ConfigureAwait(false);
            hashes[name] = Hash(there.Content.Span);
        }
        return hashes;
    }

    /// <summary>Copies what it left into the store; inputs that it left as they were are none of its files.</summary>
    private async Task<SortedDictionary<string, string>> KeepAsync(
        RaceId race,
        Phase phase,
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
            var stored = ArtifactPaths.ModuleFolder(race, phase) + path;
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
            ModuleResult.Exited exited => $"own analysis ended with exit code {exited.Code}",
            ModuleResult.TimedOut late => $"own analysis killed after {(int)late.After.TotalSeconds} s",
            ModuleResult.NotStarted not => $"own analysis: {not.Why}",
            var other => throw new InvalidOperationException($"no reason for {other.GetType().Name}"),
        };

    private static void Remove(DirectoryInfo work, RunLog log)
    {
        try
        {
            work.Delete(recursive: true);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // It made something that cannot be removed; the phase is none the worse.
            log.Warning($"own analysis: its folder stays: {stays.Message}");
        }
    }

    private static ModuleReport Report(int code, string? tail, string? failure) =>
        new()
        {
            ReturnCode = code,
            OutputTail = tail,
            Failure = failure,
        };

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
