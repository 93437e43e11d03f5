using System.Net;
using Hippique.EndToEnd.Api;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>What the pages on settings and on rules say, over HTTP.</summary>
public sealed class SettingsPageTests
{
    private const string Secret = "s3cr3tWord";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_are_told_to_be_set_and_never_shown()
    {
        Dictionary<string, string> secrets = new()
        {
            ["NOTIFY_WEBHOOK_URL"] = $"https://hooks.example.org/{Secret}",
            ["NOTIFY_WEBHOOK_SECRET"] = $"{Secret}0123456789",
            ["NOTIFY_NTFY_URL"] = $"https://ntfy.example.org/{Secret}",
            ["NOTIFY_NTFY_TOKEN"] = Secret,
            ["NOTIFY_TELEGRAM_TOKEN"] = $"123456:{Secret}AbCdEfGhIjKlMnOp",
            ["NOTIFY_TELEGRAM_CHAT"] = $"@{Secret}",
            ["NOTIFY_TELEGRAM_URL"] = $"https://bots.example.org/{Secret}",
            ["NOTIFY_SMTP_URL"] = $"smtps://me:{Secret}@smtp.example.org",
            ["DATABASE_URL"] = $"postgres://me:{Secret}@db.example.org/hippique",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"authorization={Secret}",
            ["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] = $"authorization={Secret}",
            ["OTEL_EXPORTER_OTLP_METRICS_HEADERS"] = $"authorization={Secret}",
        };
        Dictionary<string, string> open = new() { ["NOTIFY_MAIL_FROM"] = "me@example.org", ["NOTIFY_MAIL_TO"] = "you@example.org" };
        await using var service = await ServiceUnderTest.StartAsync(new(secrets.Concat(open)));
        using var browser = new Browser("fr");
        await browser.OpenSessionAsync(service);

        var (_, json) = await service.GetAsync("/api/settings");
        var page = await TextAsync(browser, service, "/settings");

        json.ToString().ShouldNotContain(Secret);
        json.ToString().ShouldNotContain(service.Token.Value);
        page.ShouldNotContain(Secret);
        page.ShouldNotContain(service.Token.Value);
        var lines = json.GetProperty("settings").EnumerateArray().ToDictionary(line => line.GetProperty("name").GetString()!);
        foreach (var name in secrets.Keys)
        {
            lines[name].GetProperty("secret").GetBoolean().ShouldBeTrue(name);
            lines[name].GetProperty("origin").GetString().ShouldBe("environment");
            lines[name].TryGetProperty("value", out _).ShouldBeFalse(name);
            page.ShouldContain($"<code>{name}</code> <strong>fixé, non montré</strong>");
        }
        lines["OIDC_CLIENT_SECRET"].GetProperty("origin").GetString().ShouldBe("default");
        page.ShouldContain("Les messages vont à : webhook, ntfy, telegram, mail");
        // An address that others can reach is missing.
        json.GetProperty("warnings")
            .EnumerateArray()
            .Select(warning => $"{warning.GetProperty("kind")} {warning.GetProperty("variable")}")
            .ShouldBe(["messages_without_address SERVICE_URL"]);
    }

    [Fact]
    public async Task Each_setting_has_its_value_in_force_and_where_it_comes_from()
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["BANKROLL"] = "750" });
        using var browser = new Browser("fr");
        await browser.OpenSessionAsync(service);

        var page = await TextAsync(browser, service, "/settings");

        page.ShouldContain("<code>BANKROLL</code> <strong>750</strong> <span class=\"tag\">environnement</span>");
        page.ShouldContain("<code>KEEP_DAYS</code> <strong>400</strong> <span class=\"tag\">par défaut</span>");
        page.ShouldContain($"<code>DATA_DIR</code> <strong>{service.Folder}</strong>");
        page.ShouldContain("<code>GPI_MODULE</code> <strong>non fixé</strong>");
        page.ShouldContain("En euros : le plus que les tickets d’une journée peuvent coûter.");
        page.ShouldContain("Rien à signaler dans les réglages.");
    }

    [Fact]
    public async Task The_rules_in_use_the_dated_values_and_the_words_have_their_page()
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["RULES"] = "gpi-edge" });
        using var french = new Browser("fr");
        using var english = new Browser();
        await french.OpenSessionAsync(service);
        await english.OpenSessionAsync(service);

        var page = await TextAsync(french, service, "/rules");
        var other = await TextAsync(english, service, "/rules");

        page.ShouldContain("Règles en service : GPI edge");
        page.ShouldContain("<strong>0,25</strong> <code class=\"small soft\">kelly_fraction</code>");
        page.ShouldContain("<strong>non demandé</strong> <code class=\"small soft\">guards.sharpe_min</code>");
        // The day is 22 November 2025: the rounding of July 2026 is still to come.
        page.ShouldContain("arrondi en dessous à 0,10 €, au moins 1,10 €");
        page.ShouldContain("<td class=\"num\">01/01/2024</td>");
        page.ShouldNotContain("01/07/2026");
        page.ShouldContain("<div id=\"clv\"><dt>CLV, valeur à la clôture</dt>");
        other.ShouldContain("<div id=\"clv\"><dt>CLV, closing-line value</dt>");
        other.ShouldContain("<strong>0.25</strong>");
    }

    private static async Task<string> TextAsync(Browser browser, ServiceUnderTest service, string path)
    {
        using var answer = await browser.GetAsync(service, path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
    }
}
