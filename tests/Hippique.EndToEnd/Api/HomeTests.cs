using System.Net;

namespace Hippique.EndToEnd.Api;

public sealed class HomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "<html lang=\"en\">", "No session is open in this browser", "Gambling involves risks")]
    [InlineData("fr", "<html lang=\"fr\">", "Aucune session n'est ouverte dans ce navigateur", "Jouer comporte des risques")]
    public async Task A_stranger_is_told_what_this_is_and_how_to_open_a_session_and_nothing_of_the_day(
        string language,
        params string[] texts
    )
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", "{}");
        using var browser = new Browser(language);

        var page = await browser.GetAsync(service, "/");
        var text = WebUtility.HtmlDecode(await Browser.TextOfAsync(page));

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var expected in (string[])[.. texts, "18+", "09 74 75 13 13", "/healthz", "/openapi/v1.json", "hippique link"])
            text.ShouldContain(expected);
        text.ShouldNotContain("VALMOREL");
    }

    [Fact]
    public async Task With_a_session_the_day_is_shown()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser("fr");
        var before = WebUtility.HtmlDecode(await Browser.TextOfAsync(await browser.OpenSessionAsync(service)));
        await service.PostAsync("/schedule", "{}");

        var text = WebUtility.HtmlDecode(await Browser.TextOfAsync(await browser.GetAsync(service, "/")));

        before.ShouldContain("La journée n’est pas encore planifiée");
        text.ShouldContain("<h1>samedi 22 novembre 2025</h1>");
        text.ShouldContain("La journée : 3 courses");
        // R1C1 was off before the day was planned.
        text.ShouldContain("<span class=\"at\">11:35</span>");
        text.ShouldContain("<strong>R1C3 VALMOREL</strong></a> 13:35");
        text.ShouldContain("pas analysée");
        text.ShouldContain("Aucun ticket pour l’instant.");
        text.ShouldContain("Fermer la session");
    }

    [Fact]
    public async Task Names_from_sites_are_text_on_the_page()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Source.With("R2C1", "<script>alert(1)</script>", service.Clock.GetUtcNow().AddHours(1), "PRIX \"&\" CIE");
        using var browser = new Browser();
        await service.PostAsync("/schedule", "{}");
        await browser.OpenSessionAsync(service);

        var text = await Browser.TextOfAsync(await browser.GetAsync(service, "/"));

        text.ShouldNotContain("<script>alert");
        text.ShouldContain("&lt;script&gt;");
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("text/html;q=0.5, application/json")]
    [InlineData("")]
    public async Task A_program_is_told_where_things_are(string accept)
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["SERVICE_NAME"] = "my-races" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        var body = await ServiceUnderTest.JsonOfAsync(await service.Anonymous.SendAsync(request, Token));

        body.GetProperty("service").GetString().ShouldBe("my-races");
        body.GetProperty("version").GetString().ShouldBe("3.0.0");
        foreach (var link in body.GetProperty("links").EnumerateObject())
        {
            // A path that is served: the day is not planned yet, which is an answer too.
            var (status, _) = await service.GetAsync(link.Value.GetString()!);
            (status, link.Name).ShouldBe((link.Name is "plan" or "tickets" ? HttpStatusCode.NotFound : HttpStatusCode.OK, link.Name));
        }
    }

    [Fact]
    public async Task Where_access_is_open_to_all_the_day_is_shown_without_a_button_to_close_a_session()
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["REQUIRE_AUTH"] = "false" });
        await service.PostAsync("/schedule", "{}");
        using var browser = new Browser();

        var text = await Browser.TextOfAsync(await browser.GetAsync(service, "/"));

        text.ShouldContain("VALMOREL");
        text.ShouldNotContain("/session/end");
    }
}
