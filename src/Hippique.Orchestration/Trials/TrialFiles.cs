using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;

namespace Hippique.Orchestration.Trials;

/// <summary>
/// Trials in the store, <c>trials/{id}/</c>, and their register, <c>trials/register/</c>: a chain in the form of the ledger that has every start, reading and abandonment with the hash of
/// the file behind it. There is no way to take one out.
/// </summary>
internal sealed class TrialFiles(IArtifactStore store)
{
    private const string Register = "register";
    private readonly StoredLedger _register = new(store, $"{ArtifactPaths.TrialsFolder}/{Register}");

    public static string Question(string id) => $"{Folder(id)}trial.json";

    public static string Rules(string id) => $"{Folder(id)}rules.yaml";

    public static string Model(string id) => $"{Folder(id)}model.json";

    public static string Verdict(string id) => $"{Folder(id)}verdict.json";

    public static string Abandonment(string id) => $"{Folder(id)}abandoned.json";

    /// <summary>All that are registered, and folders that are not; in the order of their ids.</summary>
    public async Task<IReadOnlyList<TrialRecord>> AllAsync(CancellationToken cancellationToken)
    {
        var files = await _register.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var steps = files.SelectMany(file => file.Entries).Select(entry => entry.Fact).OfType<LedgerFact.Trial>().ToLookup(step => step.Id);
        var folders = await store.FoldersAsync($"{ArtifactPaths.TrialsFolder}/", cancellationToken).ConfigureAwait(false);
        var changed = files.Any(file => file.Faults.Count > 0);
        var records = new List<TrialRecord>();
        foreach (var id in steps.Select(one => one.Key).Union(folders.Where(name => name != Register)).Order(StringComparer.Ordinal))
            records.Add(await ReadAsync(id, [.. steps[id]], changed, cancellationToken).ConfigureAwait(false));
        // A start that was killed before its question stood leaves copies and no trial.
        return [.. records.Where(record => record.Trial is not null || record.Steps.Count > 0 || record.IsUnreadable)];
    }

    public async Task<TrialRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(record => record.Id == id);

    /// <summary>Enters a step; one that stands there already is not entered twice.</summary>
    public Task EnterAsync(string id, TrialStep step, DateOnly on, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        _register.AppendAsync(
            on,
            _ =>
                [
                    new NewEntry
                    {
                        Key = $"{id}/{step.ToString().ToLowerInvariant()}",
                        Fact = new LedgerFact.Trial(id, step, on, Hash(file.Span)),
                    },
                ],
            cancellationToken
        );

    public async Task<(ReadOnlyMemory<byte> Content, string Sha256)?> GetAsync(string path, CancellationToken cancellationToken) =>
        await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there ? (there.Content, Hash(there.Content.Span)) : null;

    public Task<PutOutcome> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        store.PutIfAbsentAsync(path, content, cancellationToken);

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private async Task<TrialRecord> ReadAsync(
        string id,
        IReadOnlyList<LedgerFact.Trial> steps,
        bool changed,
        CancellationToken cancellationToken
    )
    {
        var record = new TrialRecord
        {
            Id = id,
            Steps = steps,
            RegisterChanged = changed,
            Question = await GetAsync(Question(id), cancellationToken).ConfigureAwait(false),
            Rules = await GetAsync(Rules(id), cancellationToken).ConfigureAwait(false),
            Model = await GetAsync(Model(id), cancellationToken).ConfigureAwait(false),
            VerdictFile = await GetAsync(Verdict(id), cancellationToken).ConfigureAwait(false),
            AbandonmentFile = await GetAsync(Abandonment(id), cancellationToken).ConfigureAwait(false),
        };
        return record.Parsed();
    }

    private static string Folder(string id) => $"{ArtifactPaths.TrialsFolder}/{id}/";
}
