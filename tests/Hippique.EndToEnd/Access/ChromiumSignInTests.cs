using System.Diagnostics;
using Hippique.Testing.GoogleCloud.Tokens;

namespace Hippique.EndToEnd.Access;

/// <summary>The sign-in in a real browser: that it sends the strict cookie after a flow that began and ended on another site is its own rule.</summary>
public sealed class ChromiumSignInTests
{
    private const string Chromium = "/usr/bin/chromium";
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AccessBench.Person, "action=\"/session/end\"")]
    [InlineData("stranger@example.com", "This account is not allowed")]
    public async Task A_person_ends_on_the_page_of_the_day_and_a_stranger_does_not(string person, string shown)
    {
        Assert.SkipUnless(File.Exists(Chromium), "no Chromium on this machine");
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

        var page = await PageAsync($"{AccessBench.Url}/sign-in", host, front.Port);

        page.ShouldContain(shown);
    }

    private static async Task<string> PageAsync(string address, string host, int port)
    {
        var profile = Directory.CreateTempSubdirectory("hippique-chromium-");
        try
        {
            using var browser = Process.Start(
                new ProcessStartInfo(
                    Chromium,
                    [
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--lang=en",
                        "--ignore-certificate-errors",
                        $"--user-data-dir={profile.FullName}",
                        $"--host-resolver-rules=MAP {host}:443 127.0.0.1:{port}",
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        address,
                    ]
                )
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            // Else it waits for whoever reads what it complains of.
            var complaints = browser.StandardError.ReadToEndAsync(Cancelled);
            try
            {
                var page = await browser.StandardOutput.ReadToEndAsync(Cancelled).WaitAsync(TimeSpan.FromMinutes(2), Cancelled);
                await browser.WaitForExitAsync(Cancelled);
                await complaints;
                return page;
            }
            finally
            {
                if (!browser.HasExited)
                    browser.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            Delete(profile);
        }
    }

    private static void Delete(DirectoryInfo profile)
    {
        try
        {
            profile.Delete(recursive: true);
        }
        // A helper of the browser that ends after it still writes there; the folder is the system's to clear.
        catch (IOException) { }
    }
}
