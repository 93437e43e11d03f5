using System.Text;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Racing;

namespace Hippique.Orchestration.Trials;

/// <summary>What a trial is started with.</summary>
public sealed record TrialOrder
{
    /// <summary>Content of the rule file.</summary>
    public required string RulesText { get; init; }
    public required RuleSet Rules { get; init; }

    /// <summary>Content of the model file.</summary>
    public required string ModelText { get; init; }
    public required GpiModel Model { get; init; }

    /// <summary>It is the model that ships.</summary>
    public required bool ModelShipped { get; init; }
    public required DateOnly Until { get; init; }
    public required int MinBets { get; init; }
    public required TrialClaim Claim { get; init; }
    public required PhaseSettings Settings { get; init; }
}

/// <summary>
/// Trials that cannot cheat: the question is frozen before its answer can be known, the result is read once, on the day that was named, and every trial stays in the register.
/// </summary>
public sealed class TrialDesk(IArtifactStore store, ShadowFill fill, TimeProvider clock)
{
    /// <summary>Longer than anybody waits.</summary>
    private const int MostDays = 3660;
    private const int MostBets = 1_000_000;

    /// <summary>Days for which a reading waits, if too many results are missing: a source may be away on that one day.</summary>
    private const int DaysForResults = 3;
    private readonly TrialFiles _files = new(store);
    private readonly TrialReading _reading = new(store);

    private DateOnly Today => ParisTime.ProgrammeOf(clock.GetUtcNow());

    /// <summary>Freezes rules, model and question.</summary>
    /// <exception cref="ArtifactException">The store cannot be written.</exception>
    public async Task<ParseResult<Trial>> StartAsync(TrialOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var today = Today;
        // At least one whole day has to lie between.
        if (order.Until <= today.AddDays(1) || order.Until > today.AddDays(MostDays))
            return ParseResult<Trial>.Fail(
                $"--until {order.Until:yyyy-MM-dd}: a trial is read on {today.AddDays(2):yyyy-MM-dd} at the earliest, and within ten years"
            );
        if (order.MinBets is < 1 or > MostBets)
            return ParseResult<Trial>.Fail($"--min-bets {order.MinBets} is no whole number from 1 to {MostBets}");
        if (order.Claim.Book is { } book && !await IsBookAsync(book, cancellationToken).ConfigureAwait(false))
            return ParseResult<Trial>.Fail($"there is no shadow book '{Quoted.Short(book)}'");
        for (var number = 1; ; number++)
        {
            var trial = Of(order, today, number);
            if (!await PutAsync(trial, order, cancellationToken).ConfigureAwait(false))
                continue;
            var file = await _files.GetAsync(TrialFiles.Question(trial.Id), cancellationToken).ConfigureAwait(false);
            await _files
                .EnterAsync(trial.Id, TrialStep.Started, trial.Started, file!.Value.Content, cancellationToken)
                .ConfigureAwait(false);
            return ParseResult<Trial>.Ok(trial);
        }
    }

    /// <summary>Every trial that was ever started, by the day of its start; without money while it is not read.</summary>
    public async Task<IReadOnlyList<TrialStanding>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<TrialStanding>();
        foreach (var record in await _files.AllAsync(cancellationToken).ConfigureAwait(false))
            all.Add(await _reading.StandingAsync(record, Today, cancellationToken).ConfigureAwait(false));
        return all;
    }

    /// <summary>The verdict, which is written at the first reading and shown again at each further one.</summary>
    /// <exception cref="ArtifactException">A file cannot be read or written.</exception>
    public async Task<ParseResult<TrialVerdict>> ReadAsync(string id, string programVersion, CancellationToken cancellationToken)
    {
        if (await _files.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } record)
            return Unknown<TrialVerdict>(id);
        if (record.Abandonment is { } given)
            return ParseResult<TrialVerdict>.Fail($"trial {id} was abandoned on {given.On:yyyy-MM-dd}; it has no result");
        if (record.Verdict is null && record.Trial is { } running && Today < running.Until)
            return ParseResult<TrialVerdict>.Fail($"trial {id} is read on {running.Until:yyyy-MM-dd}, not before");
        if (record.Verdict is null && await WaitsAsync(record, cancellationToken).ConfigureAwait(false) is { } last)
            return ParseResult<TrialVerdict>.Fail(
                $"trial {id}: more than one ticket in twenty is not settled; it is read when their results have come, on {last:yyyy-MM-dd} at the latest"
            );
        var faults = record.Faults();
        if (record.Verdict is { } known && (faults.Count > 0 || Steps(record, TrialStep.Read)))
            return ParseResult<TrialVerdict>.Ok(faults.Count == 0 ? known : known with { Outcome = TrialOutcome.Void, Reasons = faults });
        var made = record.Verdict ?? await _reading.JudgeAsync(record, Today, programVersion, cancellationToken).ConfigureAwait(false);
        await _files.PutAsync(TrialFiles.Verdict(id), ArtifactJson.Write(made), cancellationToken).ConfigureAwait(false);
        // Somebody else may have read it at the same time: what stands there counts.
        var file = (await _files.GetAsync(TrialFiles.Verdict(id), cancellationToken).ConfigureAwait(false))!.Value;
        var verdict = ArtifactJson.Read<TrialVerdict>(TrialFiles.Verdict(id), file.Content);
        await _files.EnterAsync(id, TrialStep.Read, verdict.ReadOn, file.Content, cancellationToken).ConfigureAwait(false);
        return ParseResult<TrialVerdict>.Ok(verdict);
    }

    /// <summary>Gives a trial up that was not read; it stays in the register.</summary>
    public async Task<ParseResult<TrialAbandonment>> AbandonAsync(string id, string why, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(why);
        if (await _files.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } record)
            return Unknown<TrialAbandonment>(id);
        if (record.VerdictFile is not null)
            return ParseResult<TrialAbandonment>.Fail($"trial {id} has been read; it cannot be abandoned");
        if (string.IsNullOrWhiteSpace(why))
            return ParseResult<TrialAbandonment>.Fail($"--why is empty");
        var given = new TrialAbandonment
        {
            Trial = id,
            On = Today,
            Why = CleanText.Line(why).Trim(),
        };
        await _files.PutAsync(TrialFiles.Abandonment(id), ArtifactJson.Write(given), cancellationToken).ConfigureAwait(false);
        var file = (await _files.GetAsync(TrialFiles.Abandonment(id), cancellationToken).ConfigureAwait(false))!.Value;
        var stands = ArtifactJson.Read<TrialAbandonment>(TrialFiles.Abandonment(id), file.Content);
        await _files.EnterAsync(id, TrialStep.Abandoned, stands.On, file.Content, cancellationToken).ConfigureAwait(false);
        return ParseResult<TrialAbandonment>.Ok(stands);
    }

    /// <summary>Trials that can be read now and have not been.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellationToken) =>
        [
            .. (await _files.AllAsync(cancellationToken).ConfigureAwait(false))
                .Where(record => record is { VerdictFile: null, AbandonmentFile: null, Trial: { } trial } && trial.Until <= Today)
                .Select(record => record.Id),
        ];

    /// <summary>Books of the trials that are neither read nor abandoned, by their frozen files; one whose files were changed has none.</summary>
    public async Task<IReadOnlyList<ShadowBook>> BooksAsync(string programVersion, CancellationToken cancellationToken) =>
        [
            .. (await _files.AllAsync(cancellationToken).ConfigureAwait(false))
                .Where(record => record is { VerdictFile: null, AbandonmentFile: null })
                .Select(record => BookOf(record, programVersion))
                .OfType<ShadowBook>(),
        ];

    internal static string BookIdOf(string trial) => ShadowBooks.TrialPrefix + trial;

    /// <summary>Brings its book up, and says until when its reading waits for results; null: it does not. It looks at how many are missing, never at what they would say.</summary>
    private async Task<DateOnly?> WaitsAsync(TrialRecord record, CancellationToken cancellationToken)
    {
        if (record.Trial is not { } trial || BookOf(record, trial.ProgramVersion) is not { } book)
            return null;
        await fill.FillAsync([book], trial.From, trial.To, cancellationToken).ConfigureAwait(false);
        var last = trial.Until.AddDays(DaysForResults);
        return Today < last && await _reading.IsOpenAsync(trial, cancellationToken).ConfigureAwait(false) ? last : null;
    }

    private static ShadowBook? BookOf(TrialRecord record, string programVersion)
    {
        if (record is not { Trial: { } trial, Rules: { } rules, Model: { } model } || record.Faults().Count > 0)
            return null;
        var modelText = Encoding.UTF8.GetString(model.Content.Span);
        var readRules = RuleSets.Parse(TrialFiles.Rules(trial.Id), Encoding.UTF8.GetString(rules.Content.Span));
        var readModel = trial.ModelShipped ? GpiModels.ParseShipped(modelText) : GpiModels.Parse(modelText);
        // A later version may not read what this one froze; the days are then missing, and the coverage says so.
        return readRules.IsOk && readModel.IsOk
            ? ShadowBook.Of(BookIdOf(trial.Id), readRules.Value, readModel.Value, trial.Play.ToSettings(programVersion)) with
            {
                From = trial.From,
                To = trial.To,
            }
            : null;
    }

    private static bool Steps(TrialRecord record, TrialStep step) => record.Steps.Any(one => one.Step == step);

    /// <summary>Copies first, the question last; false if another trial has this name.</summary>
    private async Task<bool> PutAsync(Trial trial, TrialOrder order, CancellationToken cancellationToken)
    {
        (string Path, byte[] Content)[] files =
        [
            (TrialFiles.Rules(trial.Id), Encoding.UTF8.GetBytes(order.RulesText)),
            (TrialFiles.Model(trial.Id), Encoding.UTF8.GetBytes(order.ModelText)),
            (TrialFiles.Question(trial.Id), ArtifactJson.Write(trial)),
        ];
        foreach (var (path, content) in files)
        {
            if (await _files.PutAsync(path, content, cancellationToken).ConfigureAwait(false) == PutOutcome.Conflict)
                return false;
        }
        return true;
    }

    private async Task<bool> IsBookAsync(string book, CancellationToken cancellationToken) =>
        !book.StartsWith(ShadowBooks.TrialPrefix, StringComparison.Ordinal)
            && (await store.FoldersAsync($"{ArtifactPaths.ShadowFolder}/", cancellationToken).ConfigureAwait(false)).Contains(book)
        || RuleSets.Names.Contains(book);

    private static Trial Of(TrialOrder order, DateOnly today, int number)
    {
        var name = new string([
            .. order
                .Rules.Name.ToLowerInvariant()
                .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'),
        ]);
        return new Trial
        {
            Id = FormattableString.Invariant($"{today:yyyy-MM-dd}-{name}{(number == 1 ? "" : $"-{number}")}"),
            Started = today,
            Until = order.Until,
            MinBets = order.MinBets,
            Claim = order.Claim,
            Rules = order.Rules.Name,
            RulesSha256 = TrialFiles.Hash(Encoding.UTF8.GetBytes(order.RulesText)),
            Model = order.Model.Name,
            ModelSha256 = TrialFiles.Hash(Encoding.UTF8.GetBytes(order.ModelText)),
            ModelShipped = order.ModelShipped,
            ProgramVersion = order.Settings.ProgramVersion,
            Play = TrialPlay.Of(order.Settings),
            Power = TrialPower.Of(order.Claim, order.MinBets),
        };
    }

    private static ParseResult<T> Unknown<T>(string id) => ParseResult<T>.Fail($"there is no trial '{Quoted.Short(id)}'");
}
