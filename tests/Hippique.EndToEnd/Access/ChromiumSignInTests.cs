using Hippique.EndToEnd.Dashboard;
using Hippique.Testing.GoogleCloud.Tokens;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Access;

/// <summary>The sign-in in a real browser: that it sends the strict cookie after a flow that began and ended on another site is its own rule.</summary>
public sealed class ChromiumSignInTests
{
    [Theory]
    [InlineData(AccessBench.Person, "action=\"/session/end\"")]
    [InlineData("stranger@example.com", "This account is not allowed")]
    public async Task A_person_ends_on_the_page_of_the_day_and_a_stranger_does_not(string person, string shown)
    {
        Assert.SkipUnless(Chromium.IsHere, "no Chromium on this machine");
        await using var bench = await AccessBench.StartAsync(
            new Dictionary<string, string>(AccessBench.Platform)
            {
                ["OIDC_CLIENT_ID"] = SignInPart.ClientId,
                ["OIDC_CLIENT_SECRET"] = SignInPart.ClientSecret,
            }
        );
        bench.Issuer.SignIn.Person = person;
        // The browser's clock is the machine's, and forgets cookies that have ended by it.
        bench.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var host = new Uri(AccessBench.Url).Host;
        await using var front = await TlsFront.StartAsync(host, bench.Service.Anonymous.BaseAddress!);

        using var driver = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(driver, $"--host-resolver-rules=MAP {host}:443 127.0.0.1:{front.Port}");
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { IgnoreHTTPSErrors = true, Locale = "en-GB" });
        page.SetDefaultTimeout(Chromium.Patience);

        await page.GotoAsync($"{AccessBench.Url}/sign-in");

        await page.WaitForFunctionAsync("shown => document.documentElement.outerHTML.includes(shown)", shown);
    }
}
