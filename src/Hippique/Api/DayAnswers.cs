using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tickets;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hippique.Api;

/// <summary>
/// The plan and the tickets of a day as they are sent. They are made from the files when these have changed: at once after a change of this process, within
/// <see cref="Look"/> after one by another program or by hand. The days asked for last are kept.
/// </summary>
internal sealed class DayAnswers(
    IArtifactStore store,
    DayVersions versions,
    PlanStore plans,
    TicketsReader tickets,
    FatesReader fates,
    PhaseSettings settings,
    TimeProvider clock,
    IOptions<JsonOptions> json
) : IDisposable
{
    /// <summary>How long a change by others may go unseen: the files of a day are looked at so often, and no more often.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>About 100 kB each.</summary>
    internal const int MaxKept = 16;

    private readonly ConcurrentDictionary<(bool Tickets, DateOnly Day), Entry> _kept = new();
    private readonly SemaphoreSlim _making = new(1, 1);

    /// <summary>How many are kept.</summary>
    internal int Count => _kept.Count;

    public void Dispose() => _making.Dispose();

    /// <summary>Null if the day was not planned.</summary>
    public ValueTask<KeptAnswer?> PlanAsync(DateOnly day, CancellationToken cancellationToken) => GetAsync((false, day), cancellationToken);

    /// <summary>Null if the day was not planned.</summary>
    public ValueTask<KeptAnswer?> TicketsAsync(DateOnly day, CancellationToken cancellationToken) =>
        GetAsync((true, day), cancellationToken);

    private ValueTask<KeptAnswer?> GetAsync((bool Tickets, DateOnly Day) key, CancellationToken cancellationToken) =>
        _kept.TryGetValue(key, out var entry) && entry.Version == VersionOf(key) && clock.GetElapsedTime(entry.LookedAt) < Look
            ? ValueTask.FromResult<KeptAnswer?>(entry.Answer)
            : new ValueTask<KeptAnswer?>(LookAsync(key, cancellationToken));

    private async Task<KeptAnswer?> LookAsync((bool Tickets, DateOnly Day) key, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            // Before anything is read: a change in the meantime makes the answer old, never the other way round.
            var (version, now) = (VersionOf(key), clock.GetTimestamp());
            if (_kept.TryGetValue(key, out var entry) && entry.Version == version)
            {
                if (clock.GetElapsedTime(entry.LookedAt, now) < Look)
                    return entry.Answer;
                if (await StampAsync(entry.Files, cancellationToken) == entry.Stamp)
                {
                    entry.LookedAt = now;
                    return entry.Answer;
                }
            }
            return await MakeAsync(key, version, now, cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    private async Task<KeptAnswer?> MakeAsync((bool Tickets, DateOnly Day) key, long version, long now, CancellationToken cancellationToken)
    {
        if (await FilesAsync(key, cancellationToken) is not { } files)
        {
            _kept.TryRemove(key, out _);
            return null;
        }
        var stamp = await StampAsync(files, cancellationToken);
        if (await BodyAsync(key, cancellationToken) is not { } body)
            return null;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        var answer = new KeptAnswer(body, tag);
        _kept[key] = new Entry(answer, version, files, stamp) { LookedAt = now };
        while (_kept.Count > MaxKept)
            _kept.TryRemove(_kept.MinBy(kept => kept.Value.LookedAt).Key, out _);
        return answer;
    }

    private async Task<IReadOnlyList<string>?> FilesAsync((bool Tickets, DateOnly Day) key, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(key.Day, cancellationToken) is not { } plan)
            return null;
        var races = key.Tickets ? plan.Races : [];
        string[] ledger = key.Tickets ? [ArtifactPaths.Ledger(key.Day)] : [];
        return
        [
            ArtifactPaths.Plan(key.Day),
            .. ledger,
            .. races.SelectMany(race => (string[])[ArtifactPaths.Tickets(race.Id), ArtifactPaths.Analysis(race.Id)]),
        ];
    }

    private async Task<string> StampAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var stamps = new string?[files.Count];
        for (var i = 0; i < stamps.Length; i++)
            stamps[i] = await store.StampAsync(files[i], cancellationToken);
        return string.Join('\n', stamps);
    }

    private async Task<byte[]?> BodyAsync((bool Tickets, DateOnly Day) key, CancellationToken cancellationToken)
    {
        var options = json.Value.SerializerOptions;
        if (key.Tickets)
        {
            if (await tickets.ReadAsync(key.Day, cancellationToken) is not { } day)
                return null;
            var said = await fates.ReadAsync(key.Day, day.Simulated, cancellationToken);
            return JsonSerializer.SerializeToUtf8Bytes(TicketsAnswer.Of(day, said, settings.Rehearsal), options);
        }
        return await plans.GetAsync(key.Day, cancellationToken) is { } plan ? JsonSerializer.SerializeToUtf8Bytes(plan, options) : null;
    }

    // Either number only grows.
    private long VersionOf((bool Tickets, DateOnly Day) key) =>
        versions.Of(key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) + (key.Tickets ? versions.Ledger : 0);

    private sealed class Entry(KeptAnswer answer, long version, IReadOnlyList<string> files, string stamp)
    {
        public KeptAnswer Answer => answer;
        public long Version => version;
        public IReadOnlyList<string> Files => files;
        public string Stamp => stamp;

        /// <summary>When the files were looked at last, by the clock's timestamp.</summary>
        public long LookedAt { get; set; }
    }
}
