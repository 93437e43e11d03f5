using System.Globalization;
using System.Text.Json;
using Hippique.Orchestration.Trials;

namespace Hippique.Explaining;

/// <summary>Trials in words of at most 80 characters a line.</summary>
internal sealed class TrialLines(CultureInfo culture)
{
    private const int Digits = 12;
    private readonly AccountWords _words = new(culture);

    public IEnumerable<string> Started(Trial trial) =>
        Lines(
            _words.Get("trial_started", trial.Id),
            _words.Get("trial_question", trial.Claim, trial.MinBets),
            _words.Get("trial_frozen", trial.Rules, trial.RulesSha256[..Digits], trial.Model, trial.ModelSha256[..Digits]),
            _words.Get("trial_days", trial.From, trial.To, trial.Until),
            PowerBefore(trial),
            _words.Get("trial_stays")
        );

    public IEnumerable<string> Abandoned(TrialAbandonment given) => Lines(_words.Get("trial_abandoned", given.Trial, given.On, given.Why));

    /// <summary>A verdict with all that it rests on.</summary>
    public IEnumerable<string> Of(TrialVerdict verdict) => Lines([.. Sentences(verdict)]);

    /// <summary>The register: no money of a trial that is not read.</summary>
    public IEnumerable<string> Of(IReadOnlyList<TrialStanding> trials)
    {
        if (trials.Count == 0)
            yield return _words.Get("trial_none");
        foreach (var line in trials.SelectMany(Of))
            yield return line;
        var read = trials.Where(trial => trial.State == TrialState.Read).ToList();
        if (read.Count > 0)
            foreach (
                var line in WrappedText.Of(
                    _words.Get("trial_register", read.Count, read.Count(trial => trial.Verdict!.Outcome == TrialOutcome.Held)),
                    ""
                )
            )
                yield return line;
    }

    private IEnumerable<string> Of(TrialStanding standing)
    {
        yield return _words.Get("trial_line", standing.Id, Of("trial_state", standing.State));
        List<string> sentences = [];
        if (standing.Trial is { } trial)
        {
            sentences.Add(_words.Get("trial_question", trial.Claim, trial.MinBets));
            if (standing.State is TrialState.Running or TrialState.Due)
                sentences.Add(
                    _words.Get(
                        "trial_so_far",
                        standing.Covered,
                        standing.DaysOver,
                        trial.Days,
                        standing.Tickets,
                        standing.Bets,
                        trial.Until
                    )
                );
        }
        sentences.AddRange(standing.Faults.Select(fault => Of("trial_reason", fault)));
        if (standing.Verdict is { } verdict && standing.Faults.Count == 0)
            sentences.Add(Outcome(verdict));
        if (standing.Abandoned is { } given)
            sentences.Add(_words.Get("trial_abandoned_on", given.On, given.Why));
        foreach (var line in sentences.SelectMany(text => WrappedText.Of(text, "  ")))
            yield return line;
    }

    private IEnumerable<string> Sentences(TrialVerdict verdict)
    {
        yield return Outcome(verdict);
        foreach (var reason in verdict.Reasons)
            yield return Of("trial_reason", reason);
        yield return _words.Get("trial_read_on", verdict.Trial, verdict.ReadOn, verdict.ProgramVersion);
        yield return _words.Get("trial_covered", verdict.Covered, verdict.Days, verdict.Bets, verdict.MinBets);
        if (verdict.Open > 0)
            yield return _words.Get("trial_open", verdict.Open, verdict.Tickets);
        yield return _words.Get("trial_money", verdict.Staked.Amount, verdict.Returned.Amount);
        if (verdict is { Estimate: { } estimate, Interval: { } interval })
            yield return _words.Get(
                "trial_estimate",
                _words.Percent(estimate),
                _words.Percent(interval.Low),
                _words.Percent(interval.High)
            );
        if (verdict.Power is { } power)
            yield return _words.Get("trial_power_after", verdict.Edge * 100, power);
        yield return verdict.Outcome == TrialOutcome.Void
            ? _words.Get("trial_hashes_void")
            : _words.Get("trial_hashes", Short(verdict.RulesSha256), Short(verdict.ModelSha256), Short(verdict.TrialSha256));
    }

    private string Outcome(TrialVerdict verdict) => _words.Get($"trial_outcome_{Code(verdict.Outcome)}", verdict.Claim);

    private string PowerBefore(Trial trial) =>
        trial.Power.Dividend is { } dividend
            ? _words.Get(
                "trial_power_roi",
                trial.Power.Edge * 100,
                dividend,
                trial.MinBets,
                trial.Power.Chance,
                trial.Power.BetsForFourFifths
            )
            : _words.Get(
                "trial_power_clv",
                trial.Power.Edge * 100,
                trial.Power.Deviation * 100,
                trial.MinBets,
                trial.Power.Chance,
                trial.Power.BetsForFourFifths
            );

    private static string Short(string? hash) => hash is { Length: > Digits } ? hash[..Digits] : "–";

    private string Of<T>(string prefix, T value)
        where T : struct, Enum => _words.Get($"{prefix}_{Code(value)}");

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static IEnumerable<string> Lines(params string[] sentences) => sentences.SelectMany(text => WrappedText.Of(text, ""));
}
