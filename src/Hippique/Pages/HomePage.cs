using System.Globalization;
using Hippique.Explaining;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Pages;

/// <summary>Today in short: what comes next, the tickets so far, the state of the queue.</summary>
internal sealed class HomePage
{
    private const int Upcoming = 6;
    private readonly DayOverview _day;
    private readonly AccountWords _words;
    private readonly CultureInfo _culture;

    private HomePage(DayOverview day, CultureInfo culture) => (_day, _words, _culture) = (day, new AccountWords(culture), culture);

    public static Page Of(DayOverview day, CultureInfo culture, bool hasSession) => new HomePage(day, culture).Write(hasSession);

    private Page Write(bool hasSession)
    {
        var title = Say("long_date", _day.Date);
        var content = new Html(_culture)
            .Add($"<h1>{title}</h1>\n")
            .Add($"<p class=\"soft\">{Say("home_as_of", ParisTime.ToParis(_day.At))} <a href=\"/\">{Say("home_reload")}</a></p>\n");
        if (_day.Rehearsal is { } rehearsal)
            content.Add($"<p class=\"alert\">{RehearsalWords.Of(rehearsal, _culture)}</p>\n");
        if (_day.PlanPaused is { } pause)
            content.Add(
                $"<p class=\"alert\">{Say("plan_paused", ParisTime.ToParis(pause.Since), PersonWords.NameOf(pause.By, _culture))}</p>\n"
            );
        if (_day.Plan is { } plan)
            content.Add($"{Notices(plan)}<p>{Say("home_races", plan.Races.Count)}</p>\n{Next(plan)}{Tickets()}{Queue()}");
        else
            content.Add($"<p>{Say("home_no_plan")}</p>\n");
        content.Add($"{Data()}");
        if (hasSession)
            content.Add($"<form method=\"post\" action=\"/session/end\"><button class=\"quiet\">{Say("home_sign_out")}</button></form>\n");
        return new Page(_culture, $"{title} · Hippique", content);
    }

    private Html Notices(DayPlan plan)
    {
        var html = new Html(_culture);
        if (plan.Simulated)
            html.Add($"<p class=\"alert\">{Say("tickets_simulated")}</p>\n");
        if (_day.Tickets is { ModelledPrices: true })
            html.Add($"<p class=\"alert\">{Say("tickets_modelled")}</p>\n");
        return html;
    }

    private Html Next(DayPlan plan)
    {
        var html = new Html(_culture).Add($"<h2>{Say("home_next")}</h2>\n");
        var waiting = _day.Phases.Where(phase => phase.End is null).ToList();
        if (waiting.Count == 0)
            return html.Add($"<p>{Say("home_next_none")}</p>\n");
        html.Add($"<table>\n<thead><tr><th scope=\"col\">{Say("home_column_at")}</th><th scope=\"col\">{Say("home_column_look")}</th>")
            .Add(
                $"<th scope=\"col\">{Say("home_column_race")}</th><th scope=\"col\">{Say("home_column_off")}</th></tr></thead>\n<tbody>\n"
            );
        var races = plan.Races.ToDictionary(race => race.Id);
        foreach (var phase in waiting.Take(Upcoming))
            html.Add($"{Row(phase, races.GetValueOrDefault(phase.Task.RaceOrThrow))}");
        html.Add($"</tbody>\n</table>\n");
        return waiting.Count > Upcoming ? html.Add($"<p class=\"soft\">{Say("home_next_more", waiting.Count - Upcoming)}</p>\n") : html;
    }

    private Html Row(TaskRecord phase, PlannedRace? race)
    {
        var look = Say(phase.Task.Kind == TaskKind.H30 ? "home_look_h30" : "home_look_h5");
        var running = phase.Lease is null ? "" : $", {Say("home_running")}";
        return new Html(_culture)
            .Add($"<tr><td class=\"time\">{Clock(phase.Task.DueAt)}</td><td>{look}{running}</td>")
            .Add($"<td><span class=\"time\">{phase.Task.RaceOrThrow.Code.ToString()}</span> {race?.Meeting}</td>")
            .Add($"<td class=\"time\">{Clock(phase.Task.OffOrThrow)}</td></tr>\n");
    }

    private Html Tickets()
    {
        var html = new Html(_culture).Add($"<h2>{Say("home_tickets")}</h2>\n");
        if (_day.Tickets is not { } day)
            return html;
        html.Add($"<p>{Say("home_decisions", day.Races, day.Play, day.Abstain, day.Unplayable)}</p>\n");
        if (day.Tickets.Count == 0)
            return html.Add($"<p>{Say("home_tickets_none")}</p>\n");
        html.Add($"<ul class=\"cards\">\n");
        // What can still be bought stands first, the next to end on top.
        foreach (var ticket in day.Tickets.OrderBy(ticket => IsOver(ticket.Ticket)).ThenBy(ticket => ticket.Ticket.ExpiresAt))
            html.Add($"{Card(ticket)}");
        return html.Add($"</ul>\n");
    }

    private Html Card(DayTicket line)
    {
        var ticket = line.Ticket;
        var html = new Html(_culture)
            .Add($"<li><strong>{ticket.Race.Code.ToString()} {line.Meeting}, {Clock(line.Off)}</strong><br>\n")
            .Add($"{_words.Bet(ticket.Bet)} ({ticket.Pool.Code()})<br>\n");
        foreach (var leg in ticket.Legs)
        {
            var horses = string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {horse}"));
            html.Add($"{Say("home_leg", horses, leg.Stake.Amount, leg.Odds, leg.MinimumOdds)}<br>\n");
        }
        html.Add(
            $"<span class=\"soft\">{Say(IsOver(ticket) ? "home_too_late" : "home_until", ParisTime.ToParis(ticket.ExpiresAt))}</span>"
        );
        // The address comes from a site's page.
        if (Uri.TryCreate(line.Url, UriKind.Absolute, out var page) && page.Scheme is "https" or "http")
            html.Add($" <a href=\"{page.AbsoluteUri}\" rel=\"noopener noreferrer\">{Say("home_race_page")}</a>");
        return html.Add($"</li>\n");
    }

    private bool IsOver(Ticket ticket) => _day.At >= ticket.ExpiresAt;

    private Html Queue()
    {
        var html = new Html(_culture).Add($"<h2>{Say("home_queue")}</h2>\n<dl>\n");
        Count("waiting", _day.Phases.Count(phase => phase is { End: null, Lease: null }), always: true);
        Count("running", _day.Phases.Count(phase => phase is { End: null, Lease: not null }), always: false);
        Count("done", _day.Phases.Count(phase => phase.End is TaskEnd.Done), always: true);
        Count("late", _day.Phases.Count(phase => phase.End is TaskEnd.Late), always: false);
        Count("missed", _day.Phases.Count(phase => phase.End is TaskEnd.Missed), always: true);
        Count("cancelled", _day.Phases.Count(phase => phase.End is TaskEnd.Cancelled), always: false);
        Count("failed", _day.Phases.Count(phase => phase.End is TaskEnd.Failed), always: true);
        return html.Add($"</dl>\n");

        void Count(string state, int number, bool always)
        {
            if (always || number > 0)
                html.Add($"<div><dt>{Say($"home_state_{state}")}</dt><dd>{number}</dd></div>\n");
        }
    }

    private Html Data() =>
        new Html(_culture)
            .Add($"<h2>{Say("home_data")}</h2>\n<ul>\n<li><a href=\"/api/plan/today\">/api/plan/today</a></li>\n")
            .Add($"<li><a href=\"/api/tickets/today\">/api/tickets/today</a></li>\n")
            .Add($"<li><a href=\"/openapi/v1.json\">/openapi/v1.json</a></li>\n</ul>\n");

    private string Say(string key, params ReadOnlySpan<object?> args) => _words.Get(key, args);

    private string Clock(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH:mm", _culture);
}
