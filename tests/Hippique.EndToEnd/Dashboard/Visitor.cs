using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hippique.EndToEnd.Api;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>Somebody at a browser, with what it complained of.</summary>
public sealed partial class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    internal Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complaints.Add($"{page.Url}: {message.Text} {message.Location}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
        page.Response += (_, response) => Answers.Add(response);
    }

    public IPage Page { get; }
    public IBrowserContext Context => _context;

    /// <summary>Errors and warnings of its console, and scripts that broke.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>All that it was sent.</summary>
    public List<IResponse> Answers { get; } = [];

    /// <summary>By the link of the service and the button of its page.</summary>
    internal async Task SignInAsync(ServiceUnderTest service)
    {
        await Page.GotoAsync(Browser.PathOf(service.Sessions.NewLink()));
        await Page.Locator("main button").ClickAsync();
        await Page.WaitForSelectorAsync("header.top nav");
    }

    /// <summary>Until the page holds its connection.</summary>
    public Task LiveAsync() => Page.WaitForFunctionAsync("() => document.getElementById('live')?.textContent.startsWith('●')");

    public Task<bool> ScrollsSidewaysAsync() =>
        Page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth");

    /// <summary>Texts that do not fit where they stand, outside of regions that scroll by themselves.</summary>
    public Task<string[]> CutOffAsync() =>
        Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("main *, header *, footer *")]
              .filter(one => one.children.length === 0 && one.textContent.trim() && !one.closest(".scroll, .heard, svg, nav") && one.getClientRects().length)
              .filter(one => { const box = one.getBoundingClientRect(); return box.right > innerWidth + 1 || (box.left < -1 && !one.matches(".skip")) || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow === "hidden"; })
              .map(one => one.textContent.trim())
            """
        );

    /// <summary>Serious and critical findings of axe-core.</summary>
    /// <param name="rules">Those that are asked; none: all.</param>
    public async Task<IReadOnlyList<string>> BarriersAsync(params string[] rules) =>
        [
            .. (await Page.RunAxe(Asked(rules)))
                .Violations.Where(found => found.Impact is "serious" or "critical")
                .Select(found => $"{found.Id}: {string.Join(" ", found.Nodes.Select(node => node.Html))}"),
        ];

    /// <summary>What is wrong with the page that it is on, with everything unfolded: texts without words, and what does not fit at one of the widths.</summary>
    /// <param name="barriersAt">Widths at which axe-core looks at it too, and the rules that it is asked there (none: all); null: it does not.</param>
    /// <param name="widths">Of the window.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyDictionary<int, string[]>? barriersAt, params int[] widths)
    {
        var path = new Uri(Page.Url).PathAndQuery;
        await Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((one) => (one.open = true))");
        var text = await Page.Locator("body").InnerTextAsync();
        List<string> faults = [.. Key().Matches(text).Select(key => $"{path}: no text {key.Value}")];
        foreach (var width in widths)
        {
            await Page.SetViewportSizeAsync(width, 800);
            if (await ScrollsSidewaysAsync())
                faults.Add($"{path} at {width} scrolls sideways");
            faults.AddRange((await CutOffAsync()).Select(cut => $"{path} at {width}: cut off: {cut}"));
            if (barriersAt?.TryGetValue(width, out var rules) == true)
                faults.AddRange((await BarriersAsync(rules)).Select(barrier => $"{path} at {width}: {barrier}"));
        }
        return faults;
    }

    public async Task TabToAsync(string selector, int most = 200)
    {
        for (var tab = 0; tab < most; tab++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{most} tabs did not lead to {selector}"));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    // Of what is in order nothing is told: that would be most of the answer.
    private static AxeRunOptions Asked(string[] rules) =>
        new()
        {
            ResultTypes = [ResultType.Violations],
            RunOnly = rules is [] ? null : new RunOnlyOptions { Type = "rule", Values = [.. rules] },
        };

    /// <summary>The name of a text that is missing.</summary>
    [GeneratedRegex(@"\b(dash|home|said|news)_[a-z_]+")]
    private static partial Regex Key();
}
