using System.Globalization;
using System.Text.Json;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Explaining;

/// <summary>What was settled, in words, at most 80 characters a line.</summary>
internal sealed class SettlementLines(CultureInfo culture)
{
    public IEnumerable<string> Of(ResultsAnswer answer)
    {
        if (answer.Rehearsal is { } rehearsal)
            yield return RehearsalWords.Of(rehearsal, culture);
        if (answer.Simulated)
            yield return Get("tickets_simulated");
        if (answer.Races.Count == 0)
            yield return Get("settle_nothing", answer.Date);
        foreach (var race in answer.Races)
        foreach (var line in Of(race))
            yield return line;
        if (answer.ToCome > 0)
            yield return Get("settle_to_come", answer.ToCome);
        if (!answer.Races.Any(race => race.Tickets.Count > 0))
            yield break;
        yield return Get("settle_total", answer.Staked.Amount, answer.Returned.Amount, answer.Open);
        foreach (var line in WrappedText.Of(Get("settle_as_if"), ""))
            yield return line;
    }

    /// <summary>One race: how far it is, its arrival, what its tickets returned, and what could not be read.</summary>
    public IEnumerable<string> Of(RaceResultAnswer race)
    {
        var state = Get($"settle_state_{Code(race.State)}");
        var arrival = string.Join(" ", race.Arrival.Take(5).Select(together => string.Join('=', together)));
        yield return $"{race.Race, -7} {(arrival.Length > 0 ? Get("settle_arrival", state, arrival) : state)}";
        foreach (var ticket in race.Tickets)
        foreach (var line in Of(ticket))
            yield return line;
        foreach (var note in race.Notes)
        foreach (var line in WrappedText.Of(ProblemText.In(culture, KeptProblem.Of(note)), "    "))
            yield return line;
        foreach (var refusal in race.Refusals)
        foreach (var line in WrappedText.Of(Said(refusal), "    "))
            yield return line;
    }

    private string Said(RefusalAnswer refusal) =>
        ProblemText.In(culture, Problem.Of($"{refusal.Source}: {KeptProblem.OfCode(refusal.Code)}: {KeptProblem.Of(refusal.Why)}"));

    private IEnumerable<string> Of(SettledTicket ticket)
    {
        var legs = string.Join(", ", ticket.Legs.Select(leg => string.Join('-', leg.Numbers)));
        foreach (var line in WrappedText.Of($"{ticket.Id}  {Get($"bet_{Code(ticket.Bet)}")} {legs} ({ticket.Pool.Code()})", "  "))
            yield return line;
        foreach (var line in WrappedText.Of(Outcome(ticket), "    "))
            yield return line;
    }

    private string Outcome(SettledTicket ticket)
    {
        if (ticket.Outcome is SettledState.Won or SettledState.Lost)
            return Get($"settle_{Code(ticket.Outcome)}", ticket.Returned!.Value.Amount, ticket.Stake.Amount);
        var reason = Get($"settle_reason_{ticket.Reason}");
        if (ticket.Outcome == SettledState.Refunded)
            return Get("settle_refunded", ticket.Stake.Amount, reason);
        var doubt = ticket.Legs.FirstOrDefault(leg => leg is { Outcome: SettledState.Unsettled, Dividend: not null });
        return doubt switch
        {
            null => Get("settle_open", ticket.Stake.Amount, reason),
            { ClosingOdds: { } odds } => Get("settle_doubtful", ticket.Stake.Amount, doubt.Dividend, odds),
            _ => Get("settle_doubtful_alone", ticket.Stake.Amount, doubt.Dividend),
        };
    }

    private string Get(string key, params ReadOnlySpan<object?> values) => Texts.In(culture, key, values);

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
