using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hippique.Dashboard.Today;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tickets;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hippique.Api;

/// <summary>The plan and the tickets of a day, and both as they are sent; made anew when their files have changed.</summary>
internal sealed class DayAnswers : IDayDecisions, IDisposable
{
    /// <inheritdoc cref="KeptReadings{TKey, TValue}.Look"/>
    internal static readonly TimeSpan Look = KeptReadings<DateOnly, KeptAnswer>.Look;

    /// <summary>About 100 kB each.</summary>
    internal const int MaxKept = 16;

    private readonly DayVersions _versions;
    private readonly PlanStore _plans;
    private readonly TicketsReader _tickets;
    private readonly FatesReader _fates;
    private readonly PhaseSettings _settings;
    private readonly JsonSerializerOptions _json;
    private readonly KeptReadings<DateOnly, KeptAnswer> _planAnswers;
    private readonly KeptReadings<DateOnly, KeptAnswer> _ticketAnswers;
    private readonly KeptReadings<DateOnly, DayTickets> _days;

    public DayAnswers(
        IArtifactStore store,
        DayVersions versions,
        PlanStore plans,
        TicketsReader tickets,
        FatesReader fates,
        PhaseSettings settings,
        TimeProvider clock,
        IOptions<JsonOptions> json
    )
    {
        (_versions, _plans, _tickets, _fates, _settings) = (versions, plans, tickets, fates, settings);
        _json = json.Value.SerializerOptions;
        _planAnswers = new(store, clock, MaxKept)
        {
            VersionOf = VersionOf,
            FilesOf = PlanFilesAsync,
            Make = async (day, token) => await plans.GetAsync(day, token) is { } plan ? AnswerOf(plan) : null,
        };
        _ticketAnswers = new(store, clock, MaxKept)
        {
            VersionOf = day => VersionOf(day) + versions.Ledger,
            FilesOf = async (day, token) => await TicketFilesAsync(day, token) is { } files ? [.. files, ArtifactPaths.Ledger(day)] : null,
            Make = TicketsAnswerAsync,
        };
        _days = new(store, clock, MaxKept)
        {
            VersionOf = VersionOf,
            FilesOf = TicketFilesAsync,
            Make = tickets.ReadAsync,
        };
    }

    /// <summary>How many answers are kept.</summary>
    internal int Count => _planAnswers.Count + _ticketAnswers.Count;

    public void Dispose()
    {
        _planAnswers.Dispose();
        _ticketAnswers.Dispose();
        _days.Dispose();
    }

    /// <summary>Null if the day was not planned.</summary>
    public ValueTask<KeptAnswer?> PlanAsync(DateOnly day, CancellationToken cancellationToken) =>
        _planAnswers.GetAsync(day, cancellationToken);

    /// <summary>Null if the day was not planned.</summary>
    public ValueTask<KeptAnswer?> TicketsAsync(DateOnly day, CancellationToken cancellationToken) =>
        _ticketAnswers.GetAsync(day, cancellationToken);

    /// <summary>What was decided on the day, for a page; null if the day was not planned.</summary>
    public ValueTask<DayTickets?> DecisionsAsync(DateOnly day, CancellationToken cancellationToken) =>
        _days.GetAsync(day, cancellationToken);

    private async Task<IReadOnlyList<string>?> PlanFilesAsync(DateOnly day, CancellationToken cancellationToken) =>
        await _plans.GetAsync(day, cancellationToken) is null ? null : [ArtifactPaths.Plan(day)];

    private async Task<IReadOnlyList<string>?> TicketFilesAsync(DateOnly day, CancellationToken cancellationToken) =>
        await _plans.GetAsync(day, cancellationToken) is not { } plan
            ? null
            :
            [
                ArtifactPaths.Plan(day),
                .. plan.Races.SelectMany(race => (string[])[ArtifactPaths.Tickets(race.Id), ArtifactPaths.Analysis(race.Id)]),
            ];

    private async Task<KeptAnswer?> TicketsAnswerAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await _tickets.ReadAsync(day, cancellationToken) is not { } found)
            return null;
        var said = await _fates.ReadAsync(day, found.Simulated, cancellationToken);
        return AnswerOf(TicketsAnswer.Of(found, said, _settings.Rehearsal));
    }

    private KeptAnswer AnswerOf<T>(T value)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, _json);
        return new KeptAnswer(body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"");
    }

    private long VersionOf(DateOnly day) => _versions.Of(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
