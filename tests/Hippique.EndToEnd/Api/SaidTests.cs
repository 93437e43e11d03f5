using System.Net;
using System.Text.RegularExpressions;
using Hippique.Hosting.Auth.BetLinks;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>The page behind the signed address in a message, as a phone without any session sees it.</summary>
public sealed partial class SaidTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;
    private string _path = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ProposedTicket.ServeAsync();
        _path = await PathAsync(InventedRaces.Id);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Opening_it_shows_the_ticket_and_changes_nothing()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Get])
        {
            using var response = await SendAsync(method, _path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self'");
            response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
        }
        var page = await PageAsync("fr");
        page.ShouldContain("R1C3 VALMOREL");
        page.ShouldContain("1 Ligne Droite : 2,00 € à 3,0, ne pas jouer sous 3,0");
        page.ShouldContain("Qu’en avez-vous fait ?");
        page.ShouldContain("PAPIER");
        page.ShouldContain("18+");
        // The service's own file, and nothing that stands in the page.
        page.Replace("<script type=\"module\" src=\"/assets/", "").ShouldNotContain("<script");
        (await EntriesAsync()).ShouldBe(["2025-11-22/R1C3-1/proposed"]);
        (await ActionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tapped_three_times_it_is_in_the_ledger_once_and_the_page_says_so()
    {
        for (var tap = 0; tap < 3; tap++)
        {
            using var response = await SayAsync("played", "1,5", "3,1");
            response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            response.Headers.Location!.OriginalString.ShouldBe(_path);
        }
        (await EntriesAsync()).ShouldBe(["2025-11-22/R1C3-1/proposed", "2025-11-22/R1C3-1/said"]);
        (await PageAsync("fr")).ShouldContain("Noté : joué pour 1,50 € : n° 1 à 3,1 (zeturf)");
        (await PageAsync("en")).ShouldContain("On record: played for 1.50 €: n° 1 at 3.1 (zeturf)");
        var said = (LedgerFact.Played)(await BookAsync()).Tickets[0].Said!.Fact;
        (said.Said.Way, said.Said.By).ShouldBe((SayingWay.Link, "link"));
        (await ActionsAsync()).Distinct().ShouldBe([("ticket_played", "2025-11-22/R1C3-1", "link")]);
        // The button once more says the same again: what was typed stands in the fields.
        ValueOf(await PageAsync("fr"), "stake").ShouldBe("1,5");
        ValueOf(await PageAsync("en"), "odds").ShouldBe("3.1");
    }

    [Fact]
    public async Task What_was_said_can_be_changed_and_nothing_typed_is_as_proposed()
    {
        (await SayAsync("skipped")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PageAsync("fr")).ShouldContain("Noté : pas joué");
        _service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(1));
        (await PageAsync("fr")).ShouldContain("La course est partie");
        (await SayAsync("played")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await BookAsync()).Tickets[0].Played!.Stake.ShouldBe(new Euro(2));
        (await EntriesAsync())[^1].ShouldBe("2025-11-22/R1C3-1/said/2");
    }

    [Theory]
    [InlineData("deux", "", "« deux » n’est pas un nombre")]
    [InlineData("", "0,5", "0,5 n’est pas une cote")]
    [InlineData("20000", "", "20000 n’est pas une mise")]
    public async Task What_does_not_fit_is_said_beside_the_form_which_keeps_it(string stake, string odds, string why)
    {
        using var response = await SayAsync("played", stake, odds);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));
        page.ShouldContain("role=\"alert\"");
        page.ShouldContain(why);
        (ValueOf(page, "stake"), ValueOf(page, "odds")).ShouldBe((stake, odds));
        (await EntriesAsync()).ShouldBe(["2025-11-22/R1C3-1/proposed"]);
    }

    [Fact]
    public async Task Address_of_another_race_a_forged_one_and_one_that_is_over_say_nothing_and_record_nothing()
    {
        var other = await PathAsync(new RaceId(InventedRaces.Day, new RaceCode(1, 2)));
        var query = _path[_path.IndexOf('?')..];
        string[] wrong =
        [
            "/said/2025-11-22/R1C3" + other[other.IndexOf('?')..],
            _path.Replace("R1C3", "R1C2"),
            _path.Replace("2025-11-22", "2025-11-23"),
            _path.Replace("until=1", "until=2"),
            _path[..^1] + (_path[^1] == 'A' ? 'E' : 'A'),
            _path[..^1],
            "/said/2025-11-22/R1C3",
            "/said/2025-11-22/R1C3?until=x&sign=y",
            "/said/today/R1C3" + query,
            "/said/2025-11-22/1" + query,
        ];
        foreach (var path in wrong)
        {
            using var get = await SendAsync(HttpMethod.Get, path);
            get.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (await get.Content.ReadAsStringAsync(Token)).ShouldNotContain("VALMOREL");
            using var post = await SayAsync("played", path: path);
            post.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
        _service.Clock.SetUtcNow(InventedRaces.Off + BetLinks.Lifetime + TimeSpan.FromSeconds(1));
        using var over = await SendAsync(HttpMethod.Get, _path);
        over.StatusCode.ShouldBe(HttpStatusCode.Gone);
        WebUtility.HtmlDecode(await over.Content.ReadAsStringAsync(Token)).ShouldContain("hippique played R1C3 --date 2025-11-22");
        (await SayAsync("played")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        // The queue goes on when the clock moves, and enters the proposal.
        (await EntriesAsync()).ShouldAllBe(key => key.EndsWith("/proposed"));
    }

    [Fact]
    public async Task Page_of_another_site_and_a_body_that_is_no_form_record_nothing()
    {
        using var foreign = Form("played", "", "", "R1C3-1", _path);
        foreign.Headers.Add("Origin", "https://elsewhere.example.invalid");
        (await _service.Anonymous.SendAsync(foreign, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var json = new HttpRequestMessage(HttpMethod.Post, _path) { Content = new StringContent("{}", null, "application/json") };
        (await _service.Anonymous.SendAsync(json, Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var more = Form("played", new string('1', 60_000), "", "R1C3-1", _path);
        ((int)(await _service.Anonymous.SendAsync(more, Token)).StatusCode).ShouldBe(413);
        using var unknown = Form("played", "", "", "R1C3-7", _path);
        (await _service.Anonymous.SendAsync(unknown, Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await EntriesAsync()).ShouldNotContain("2025-11-22/R1C3-1/said");
    }

    [Fact]
    public async Task Ledger_that_something_else_has_changed_is_a_page_too_and_nothing_is_added()
    {
        (await SayAsync("skipped")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var file = Path.Combine(_service.Folder, "ledger", "2025-11.jsonl");
        var text = await File.ReadAllTextAsync(file, Token);
        await File.WriteAllTextAsync(file, text.Replace("\"stake\":2.00", "\"stake\":3.00"), Token);
        using var response = await SayAsync("played");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token)).ShouldContain("rien n’a été noté");
    }

    [Fact]
    public async Task Key_lies_in_the_store_and_no_address_serves_it()
    {
        File.Exists(Path.Combine(_service.Folder, "keys", "bet_links.json")).ShouldBeTrue();
        (await _service.Owner.GetAsync("/keys/bet_links.json", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<string> PathAsync(RaceId race) =>
        _service.Services.GetRequiredService<BetLinks>().PathAsync(race, InventedRaces.Off, Token);

    private async Task<string> PageAsync(string language)
    {
        using var response = await SendAsync(HttpMethod.Get, _path, language);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string language = "fr")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", language);
        return await _service.Anonymous.SendAsync(request, Token);
    }

    private async Task<HttpResponseMessage> SayAsync(string said, string stake = "", string odds = "", string? path = null)
    {
        using var request = Form(said, stake, odds, "R1C3-1", path ?? _path);
        request.Headers.Add("Accept-Language", "fr");
        // As a browser does that shows the page.
        request.Headers.Add("Origin", _service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await _service.Anonymous.SendAsync(request, Token);
    }

    private static HttpRequestMessage Form(string said, string stake, string odds, string ticket, string path) =>
        new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["ticket"] = ticket,
                    ["stake"] = stake,
                    ["odds"] = odds,
                    ["said"] = said,
                }
            ),
        };

    private async Task<LedgerBook> BookAsync() =>
        (await _service.Services.GetRequiredService<ILedger>().ReadAsync(InventedRaces.Day, Token)).Book;

    private async Task<IReadOnlyList<string>> EntriesAsync() =>
        [.. (await _service.Services.GetRequiredService<ILedger>().ReadAsync(InventedRaces.Day, Token)).Entries.Select(entry => entry.Key)];

    private async Task<IReadOnlyList<(string?, string?, string?)>> ActionsAsync()
    {
        var (_, log) = await _service.GetAsync("/api/actions?date=2025-11-22");
        return
        [
            .. log.GetProperty("actions")
                .EnumerateArray()
                .Where(action => action.GetProperty("action").GetString()!.StartsWith("ticket", StringComparison.Ordinal))
                .Select(action =>
                    (
                        action.GetProperty("action").GetString(),
                        action.GetProperty("subject").GetString(),
                        action.GetProperty("who").GetProperty("name").GetString()
                    )
                ),
        ];
    }

    private static string ValueOf(string page, string field) =>
        Field().Matches(page).Single(match => match.Groups[1].Value == field).Groups[2].Value;

    [GeneratedRegex("""name="(stake|odds)" value="([^"]*)" inputmode""")]
    private static partial Regex Field();
}
