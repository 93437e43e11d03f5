using System.Globalization;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Auth.BetLinks;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Pages;

/// <param name="Planned">As the plan has it.</param>
/// <param name="Tickets">Its proposed tickets, one at least.</param>
internal sealed record SaidRace(PlannedRace Planned, IReadOnlyList<LedgerTicket> Tickets)
{
    /// <summary>Nothing was ever said to be played.</summary>
    public bool PaperMode { get; init; }
}

/// <summary>The tickets of a race with what was said of each, and two buttons to say it.</summary>
/// <param name="race">Its tickets.</param>
/// <param name="culture">French or English.</param>
/// <param name="now">The moment of the answer.</param>
internal sealed class SaidPage(SaidRace race, CultureInfo culture, DateTimeOffset now)
{
    private readonly AccountWords _words = new(culture);
    private readonly FateLines _fates = new(culture);

    /// <param name="address">Of the page itself, with its signature.</param>
    /// <param name="typed">What was typed and does not fit; null: nothing was.</param>
    /// <param name="why">Why it does not.</param>
    public Page Of(string address, SaidForm? typed, Problem why)
    {
        var (planned, off) = (race.Planned, ParisTime.ToParis(race.Tickets[0].Proposed.Off));
        var title = $"{planned.Id.Code} {planned.Meeting}";
        var content = new Html(culture).Add(
            $"<h1>{title}</h1>\n<p>{_words.Get("long_date", planned.Id.Date)}<br>\n{_words.Get("news_race", planned.Name, off)}</p>\n"
        );
        if (race.Tickets[0].Simulated)
            content.Add($"<p class=\"alert\">{_words.Get("tickets_simulated")}</p>\n");
        if (now > race.Tickets[0].Proposed.Off)
            content.Add($"<p class=\"alert\">{_words.Get("said_after_off")}</p>\n");
        content.Add($"<ul class=\"cards\">\n");
        foreach (var ticket in race.Tickets)
            content.Add($"{Card(ticket, address, typed?.Ticket == ticket.Id ? typed : null, why)}");
        content.Add($"</ul>\n");
        if (race.PaperMode)
            content.Add($"<p class=\"soft\">{_words.Get("paper_mode")}</p>\n");
        return new Page(culture, $"{title} · Hippique", content, typed is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>For an address that was never made here; the same whatever is wrong with it.</summary>
    public static Page NotFound(CultureInfo culture) => Alone(culture, StatusCodes.Status404NotFound, "said_not_found", []);

    /// <summary>For one whose time is over.</summary>
    public static Page Over(CultureInfo culture, RaceId race) =>
        Alone(
            culture,
            StatusCodes.Status410Gone,
            "said_over",
            [
                BetLinks.Lifetime.TotalDays,
                string.Create(CultureInfo.InvariantCulture, $"hippique played {race.Code} --date {race.Date:yyyy-MM-dd}"),
            ]
        );

    /// <summary>While the store or the ledger cannot be read or written.</summary>
    public static Page NotNow(CultureInfo culture) => Alone(culture, StatusCodes.Status503ServiceUnavailable, "said_not_now", []);

    private static Page Alone(CultureInfo culture, int status, string key, object[] places)
    {
        var title = Texts.In(culture, $"{key}_title");
        var content = new Html(culture).Add($"<h1>{title}</h1>\n<p>{Texts.In(culture, key, places)}</p>\n");
        return new Page(culture, $"{title} · Hippique", content, status);
    }

    private Html Card(LedgerTicket ticket, string address, SaidForm? typed, Problem why)
    {
        var proposed = ticket.Proposed;
        var expires = ParisTime.ToParis(proposed.ExpiresAt);
        var fate = TicketFate.Of(ticket);
        var html = new Html(culture).Add($"<li><h2>{_words.Bet(proposed.Bet)} ({proposed.Pool.Code()})</h2>\n");
        foreach (var leg in proposed.Legs)
            html.Add($"<p>{_words.Get("home_leg", Horses(leg), leg.Stake.Amount, leg.Odds, leg.MinimumOdds)}</p>\n");
        html.Add($"<p class=\"soft\">{_words.Get(now < proposed.ExpiresAt ? "home_until" : "home_too_late", expires)}</p>\n");
        html.Add(
            $"<p><strong>{(fate.State == TicketFateState.Proposed ? _words.Get("said_nothing") : _words.Get("said_now", _fates.Words(fate)))}</strong></p>\n"
        );
        if (typed is not null)
            html.Add($"<p class=\"alert\" role=\"alert\">{ProblemText.In(culture, why)}</p>\n");
        html.Add($"<form method=\"post\" action=\"{address}\">\n<input type=\"hidden\" name=\"ticket\" value=\"{ticket.Id}\">\n");
        for (var number = 0; number < proposed.Legs.Count; number++)
            html.Add($"{Fields(ticket, number, typed)}");
        return html.Add($"<p class=\"buttons\"><button name=\"said\" value=\"played\">{_words.Get("said_played_button")}</button>\n")
            .Add($"<button class=\"quiet\" name=\"said\" value=\"skipped\">{_words.Get("said_skipped_button")}</button></p>\n")
            .Add($"</form></li>\n");
    }

    /// <summary>Stake and price of one leg; what is left empty was as proposed.</summary>
    private Html Fields(LedgerTicket ticket, int number, SaidForm? typed)
    {
        var leg = ticket.Proposed.Legs[number];
        var bought = ticket.Played?.Legs.FirstOrDefault(own => own.Numbers.SequenceEqual(leg.Numbers));
        // What was said before stays as it is if the button is pressed once more; a leg that was not bought was said to be 0.
        var stake =
            typed?.Stakes.ElementAtOrDefault(number) ?? Other(ticket.Played is null ? null : bought?.Stake.Amount ?? 0, leg.Stake.Amount);
        var odds = typed?.Odds.ElementAtOrDefault(number) ?? Other((decimal?)bought?.Odds, (decimal)leg.Odds);
        var id = string.Create(CultureInfo.InvariantCulture, $"{ticket.Id}-{number}");
        var html = new Html(culture);
        if (ticket.Proposed.Legs.Count > 1)
            html.Add($"<p>{Horses(leg)}</p>\n");
        return html.Add($"{Field($"stake-{id}", "stake", _words.Get("said_stake", leg.Stake.Amount), stake)}")
            .Add($"{Field($"odds-{id}", "odds", _words.Get("said_odds", leg.Odds), odds)}");
    }

    private Html Field(string id, string name, string label, string value) =>
        new Html(culture)
            .Add($"<p class=\"field\"><label for=\"{id}\">{label}</label>\n")
            .Add(
                $"<input id=\"{id}\" name=\"{name}\" value=\"{value}\" inputmode=\"decimal\" autocomplete=\"off\" maxlength=\"20\"></p>\n"
            );

    private string Other(decimal? said, decimal proposed) =>
        said is not { } amount || amount == proposed ? "" : amount.ToString("0.###", culture);

    private static string Horses(ProposedLeg leg) =>
        string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {horse}"));
}
