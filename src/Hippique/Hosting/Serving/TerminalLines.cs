using System.Collections.Concurrent;
using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Hosting.Serving;

/// <summary>What a person at the terminal of the service reads: plans, decisions, and phases that ended otherwise, in words and at most 80 columns wide.</summary>
internal sealed class TerminalLines(CultureInfo culture)
{
    /// <summary>Of looks that were missed before the service began; more are counted.</summary>
    private const int MostNamed = 3;

    private readonly AccountWords _words = new(culture);

    // A day is planned again every half hour, mostly without news.
    private readonly ConcurrentDictionary<DateOnly, string> _planned = new();

    // Their ends say nothing that the move has not said.
    private readonly ConcurrentDictionary<string, byte> _moved = new(StringComparer.Ordinal);

    /// <summary>None if nothing happened that a person needs to know now.</summary>
    public IEnumerable<string> Of(HippiqueEvent happened) =>
        happened switch
        {
            HippiqueEvent.RaceDecided { Analysis: var analysis } => Decision(analysis),
            HippiqueEvent.TaskMoved { Old: var old, Moved: var moved } when old.Kind.IsPhase() => Move(old, moved),
            // LooksPassed tells them together.
            HippiqueEvent.TaskEnded { End: var end } when end == TaskEnd.Missed.PlannedTooLate => [],
            HippiqueEvent.TaskEnded { Task: var task, End: { IsDone: false } end } when task.Kind.IsPhase() => End(task, end),
            HippiqueEvent.LooksPassed passed => Passed(passed),
            HippiqueEvent.RaceSettled settled => Wrapped(Settled(settled)),
            HippiqueEvent.DayPlanned planned => Planned(planned),
            HippiqueEvent.PlanFailed failed => Wrapped(Failure(failed)),
            HippiqueEvent.PlanStands stands => Wrapped(_words.Get("serve_plan_stands", Day(stands.Date), stands.Races, stands.Failures)),
            HippiqueEvent.PlanKept kept => Wrapped(_words.Get("serve_plan_kept", Day(kept.Date), kept.Races, kept.Why)),
            HippiqueEvent.QueuePaused => [_words.Get("serve_queue_paused")],
            HippiqueEvent.QueueResumed => [_words.Get("serve_queue_resumed")],
            HippiqueEvent.TaskRestored { Task: var task } when task.Kind.IsPhase() => Wrapped(
                _words.Get("serve_restored", task.RaceOrThrow.Code, Phase(task))
            ),
            _ => [],
        };

    /// <summary>Why a day could not be planned, and when it is tried again.</summary>
    public string Failure(HippiqueEvent.PlanFailed failed) =>
        failed.NextTry is { } next
            ? _words.Get("serve_plan_failed", Day(failed.Date), failed.Tries, ParisTime.ToParis(next), failed.Why)
            : _words.Get("serve_plan_none", Day(failed.Date), failed.Why);

    /// <summary>The verdict, the guard that gave it with what it measured and asked, and the nearest horse; or each leg of a ticket, and the warning under them.</summary>
    public IEnumerable<string> Decision(RaceAnalysis analysis)
    {
        foreach (var line in WrappedText.Of($"▶ {analysis.Race.Code}{_words.Get("serve_colon")}{Verdict(analysis)}", ""))
            yield return line;
        foreach (var line in analysis.Tickets.SelectMany(ticket => ticket.Legs.SelectMany(leg => WrappedText.Of(Leg(ticket, leg), "    "))))
            yield return line;
        if (analysis.Tickets.Count == 0)
            yield break;
        foreach (var line in ResponsibleGambling.Lines(culture, "  "))
            yield return line;
    }

    private string Verdict(RaceAnalysis analysis)
    {
        var verdict = _words.Get($"outcome_{analysis.Outcome.ToString().ToLowerInvariant()}");
        if (analysis.Tickets is [var first, ..])
            return $"{verdict}, {_words.Get("serve_until", ParisTime.ToParis(first.ExpiresAt))}";
        var parts = new List<string> { $"{verdict}." };
        if (analysis.IsUnseen)
            parts.Add(_words.Unseen(analysis));
        else if (analysis.RefusedBy() is { } guard)
            parts.Add(new GuardWords(_words).Sentence(guard));
        if (analysis.Closest is { } closest)
            parts.Add(
                _words.Get(
                    closest.PlayableFrom is null ? "serve_closest_never" : "serve_closest",
                    closest.Number,
                    closest.Horse,
                    closest.Price,
                    closest.PlayableFrom
                )
            );
        return string.Join(' ', parts);
    }

    private string Leg(Ticket ticket, TicketLeg leg) =>
        _words.Get(
            "serve_leg",
            _words.Bet(ticket.Bet),
            string.Join("-", leg.Numbers),
            string.Join(", ", leg.Horses),
            leg.Stake.Amount,
            leg.Odds,
            leg.MinimumOdds
        );

    private IEnumerable<string> Move(PlannedTask old, PlannedTask moved)
    {
        _moved.TryAdd(old.Name, 0);
        return Wrapped(
            _words.Get(
                "serve_moved",
                old.RaceOrThrow.Code,
                ParisTime.ToParis(old.OffOrThrow),
                ParisTime.ToParis(moved.OffOrThrow),
                Phase(moved),
                ParisTime.ToParis(moved.DueAt)
            )
        );
    }

    private IEnumerable<string> End(PlannedTask task, TaskEnd end)
    {
        if (end is TaskEnd.Cancelled && _moved.TryRemove(task.Name, out _))
            return [];
        var why =
            end == TaskEnd.Cancelled.Withdrawn ? _words.Get("serve_end_withdrawn")
            : end == TaskEnd.Missed.PlannedTooLate ? _words.Get("serve_end_planned_too_late")
            : end.Detail is { } kept ? ProblemText.In(culture, KeptProblem.Of(kept))
            : null;
        return Wrapped(_words.Get($"serve_end_{end.State}", task.RaceOrThrow.Code, Phase(task), why));
    }

    private IEnumerable<string> Passed(HippiqueEvent.LooksPassed passed) =>
        passed.Looks.Count > MostNamed
            ? Wrapped(_words.Get("serve_looks_passed", Day(passed.Date), passed.Looks.Count))
            : passed.Looks.SelectMany(look => End(look, TaskEnd.Missed.PlannedTooLate));

    private string Settled(HippiqueEvent.RaceSettled settled)
    {
        var text = _words.Get("serve_settled", settled.Race.Code, settled.Tickets, settled.Staked.Amount, settled.Returned.Amount);
        return settled.Open == 0 ? text : text + _words.Get("serve_settled_open", settled.Open);
    }

    private IEnumerable<string> Planned(HippiqueEvent.DayPlanned planned)
    {
        var text = _words.Get("serve_planned", Day(planned.Date), planned.Races);
        if (planned.Refusals > 0)
            text += _words.Get("serve_planned_refused", planned.Refusals);
        if (_planned.TryGetValue(planned.Date, out var before) && before == text)
            return [];
        _planned[planned.Date] = text;
        return Wrapped(text);
    }

    private static string Phase(PlannedTask task) => task.Kind == TaskKind.H30 ? "H-30" : "H-5";

    private string Day(DateOnly date) => _words.Get("words_day", date);

    private static IEnumerable<string> Wrapped(string text) => WrappedText.Of(text, "");
}
