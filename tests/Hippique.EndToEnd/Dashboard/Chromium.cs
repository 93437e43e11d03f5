using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>One browser for all tests of pages, driven over its own protocol; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Milliseconds that a browser is waited for: longer than any page takes on a busy machine.</summary>
    public const float Patience = 180_000;

    private const string Path = "/usr/bin/chromium";
    private IPlaywright? _driver;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!IsHere)
            return;
        _driver = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_driver);
    }

    public static bool IsHere => File.Exists(Path);

    /// <param name="driver">Drives it.</param>
    /// <param name="more">Further switches.</param>
    public static Task<IBrowser> LaunchAsync(IPlaywright driver, params string[] more) =>
        driver.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Path,
                Timeout = Patience,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    .. more,
                ],
            }
        );

    /// <summary>A profile of its own, as a person's phone or computer has one.</summary>
    public async Task<Visitor> VisitAsync(Uri service, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "no Chromium on this machine");
        options ??= new BrowserNewContextOptions();
        options.BaseURL = service.ToString();
        options.Locale ??= "fr-FR";
        // What moves has no contrast of its own.
        options.ReducedMotion ??= ReducedMotion.Reduce;
        options.TimezoneId ??= "America/New_York";
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return new Visitor(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _driver?.Dispose();
    }
}

/// <summary>One browser for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}
