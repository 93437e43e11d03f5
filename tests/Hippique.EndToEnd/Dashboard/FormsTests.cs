using System.Net;
using Hippique.EndToEnd.Api;
using Hippique.Orchestration.Ledger;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>What the pages' forms post, and what somebody else's page cannot.</summary>
public sealed class FormsTests : IAsyncLifetime
{
    private static readonly string Said = $"/tickets/{InventedRaces.Id.Date:yyyy-MM-dd}/said";
    private readonly Browser _browser = new("fr");
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ProposedTicket.ServeAsync();
        await _browser.OpenSessionAsync(_service);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _service.DisposeAsync();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_page_of_another_site_says_nothing_and_switches_nothing(string? origin)
    {
        foreach (var path in (string[])[Said, "/preferences"])
        {
            using var answer = await PostAsync(path, origin, ("ticket", "R1C3-1"), ("said", "played"), ("language", "en"));
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
        (await PlayedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_said_leads_back_to_the_page_and_nowhere_else()
    {
        using var own = await PostAsync(
            Said,
            Own,
            ("ticket", "R1C3-1"),
            ("said", "played"),
            ("odds", "3,2"),
            ("back", "/race/2025-11-22/R1C3")
        );
        using var foreign = await PostAsync(
            Said,
            Own,
            ("ticket", "R1C3-1"),
            ("said", "played"),
            ("odds", "3,2"),
            ("back", "//evil.example/")
        );

        (own.StatusCode, own.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.SeeOther, "/race/2025-11-22/R1C3"));
        foreign.Headers.Location!.OriginalString.ShouldBe("/");
        var played = (await PlayedAsync()).ShouldHaveSingleItem();
        (played.Legs[0].Odds, played.Said.By, played.Said.Way).ShouldBe((3.2, "owner", SayingWay.Api));
    }

    [Fact]
    public async Task What_does_not_fit_is_said_on_a_page_and_not_noted()
    {
        using var answer = await PostAsync(Said, Own, ("ticket", "R1C3-1"), ("said", "played"), ("stake", "beaucoup"));
        using var unknown = await PostAsync(Said, Own, ("ticket", "R1C3-9"), ("said", "played"));
        using var noForm = await PostAsync(Said, Own, ("said", "perhaps"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(await Browser.TextOfAsync(answer)).ShouldContain("« beaucoup » n’est pas un nombre");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        noForm.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PlayedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Strangers_see_the_way_in_and_no_page()
    {
        using var stranger = new Browser("fr");
        foreach (var path in (string[])["/day/2025-11-22", "/race/2025-11-22/R1C3", "/race/2025-11-22/R1C3/why"])
        {
            using var answer = await stranger.GetAsync(_service, path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            var text = WebUtility.HtmlDecode(await Browser.TextOfAsync(answer));
            text.ShouldNotContain("VALMOREL");
            text.ShouldContain("hippique link");
        }
    }

    private string Own => _service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private async Task<HttpResponseMessage> PostAsync(string path, string? origin, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        request.Headers.Add("Accept-Language", "fr");
        request.Headers.Add("Cookie", _browser.Cookies.GetCookieHeader(_service.Anonymous.BaseAddress!));
        return await _service.Anonymous.SendAsync(request, Token);
    }

    private async Task<IReadOnlyList<LedgerFact.Played>> PlayedAsync() =>
        [
            .. (await _service.Services.GetRequiredService<ILedger>().ReadAsync(InventedRaces.Id.Date, Token))
                .Entries.Select(entry => entry.Fact)
                .OfType<LedgerFact.Played>(),
        ];
}
