using System.Net;
using Hippique.EndToEnd.Api;
using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary><c>/calibration</c> and <c>/api/calibration</c>: the model in use on days that it was not fitted on.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class CalibrationPageTests(Chromium chromium)
{
    /// <summary>After every day that the shipped model was fitted on.</summary>
    private static readonly DateOnly Day = new(2026, 8, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_and_api_tell_the_same_of_two_races()
    {
        await using var service = await ServeAsync(days: 1);

        var (status, body) = await service.GetAsync("/api/calibration");
        var page = await TextAsync(service, "/calibration");

        status.ShouldBe(HttpStatusCode.OK);
        (body.GetProperty("model").GetString(), body.GetProperty("races").GetInt32(), body.GetProperty("days_to_read").GetInt32()).ShouldBe(
            (GpiModels.Default.Name, 2, 0)
        );
        var all = body.GetProperty("disciplines")[0];
        all.GetProperty("discipline").GetString().ShouldBe("all");
        var close = all.GetProperty("losses")[2];
        (close.GetProperty("moment").GetString(), close.GetProperty("verdict").GetString()).ShouldBe(("close", "too_few"));
        close.GetProperty("model").GetDouble().ShouldBe(1.561783, 1e-6);
        close.GetProperty("market").GetDouble().ShouldBe(1.509282, 1e-6);
        body.TryGetProperty("from", out _).ShouldBeTrue();

        page.ShouldContain("2 courses sur 1 jour à H-5 : à moins de 100 courses ou de 10 jours, rien n’est dit meilleur ou moins bon.");
        page.ShouldContain("<td class=\"num\">1,5618</td><td class=\"num\">1,5093</td>");
        page.ShouldContain("2 courses, 16 chevaux");
        page.ShouldContain("10 % à 15 % : 2 chevaux, annoncé 11,0 %, réalisé 50,0 % (95 % : 9,5 % à 90,5 %)");
        page.ShouldContain("PMU national à partir du 1er janvier 2026");
        page.Split("<svg").Length.ShouldBe(page.Split("</svg>").Length);
    }

    [Fact]
    public async Task Pictures_are_of_the_discipline_that_is_asked_for()
    {
        await using var service = await ServeAsync(days: 1);

        (await TextAsync(service, "/calibration?discipline=harness")).ShouldContain("<option value=\"harness\" selected>Attelé</option>");
        (await TextAsync(service, "/calibration?discipline=flat")).ShouldContain("Aucune course de cette discipline ne compte");
        (await TextAsync(service, "/calibration?discipline=chess", HttpStatusCode.NotFound)).ShouldContain("Introuvable");
    }

    [Fact]
    public async Task Before_the_first_race_the_page_says_what_is_missing_and_leaves_nothing_out_of_the_answer()
    {
        await using var service = await ServeAsync(days: 0);

        var page = await TextAsync(service, "/calibration");
        var (_, body) = await service.GetAsync("/api/calibration");

        page.ShouldContain("Pas encore de course pour le juger");
        page.ShouldContain("aucun jour pour l’instant");
        page.ShouldNotContain("<svg viewBox");
        (body.GetProperty("races").GetInt32(), body.TryGetProperty("from", out _)).ShouldBe((0, false));
    }

    [Theory]
    [InlineData("fr", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task The_diagrams_are_whole_on_a_phone_and_open_to_everybody(string language, ColorScheme scheme)
    {
        await using var service = await ServeAsync(days: 12);
        await using var visitor = await chromium.VisitAsync(
            service.Anonymous.BaseAddress!,
            new BrowserNewContextOptions { Locale = language == "fr" ? "fr-FR" : "en-GB", ColorScheme = scheme }
        );
        await visitor.SignInAsync(service);

        await visitor.Page.GotoAsync("/calibration");
        await visitor.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((one) => (one.open = true))");

        (await visitor.Page.Locator("main figure svg").CountAsync()).ShouldBe(2);
        foreach (var width in (int[])[360, 1440])
        {
            await visitor.Page.SetViewportSizeAsync(width, 800);
            (await visitor.ScrollsSidewaysAsync()).ShouldBeFalse($"at {width}");
            (await visitor.CutOffAsync()).ShouldBeEmpty($"at {width}");
            (await visitor.BarriersAsync()).ShouldBeEmpty($"at {width}");
        }
        visitor.Complaints.ShouldBeEmpty();
    }

    /// <summary>A service with days of two races, of which horse 1 wins one and horse 3 the other.</summary>
    private static async Task<ServiceUnderTest> ServeAsync(int days)
    {
        var service = await ServiceUnderTest.StartAsync(
            clock: new FakeTimeProvider(new DateTimeOffset(Day.AddDays(Math.Max(1, days)), new TimeOnly(10, 0), TimeSpan.Zero))
        );
        var store = service.Services.GetRequiredService<IArtifactStore>();
        for (var day = 0; day < days; day++)
            await AnalysedDays.WriteAsync(
                store,
                GpiModels.Default,
                Day.AddDays(day),
                [
                    [1, 2, 4],
                    [3, 1, 5],
                ]
            );
        return service;
    }

    private static async Task<string> TextAsync(ServiceUnderTest service, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var browser = new Browser("fr");
        await browser.OpenSessionAsync(service);
        using var answer = await browser.GetAsync(service, path);
        answer.StatusCode.ShouldBe(status);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
    }
}
