namespace Hippique.Dashboard.Frame;

/// <summary>One of the pages that the head of every page leads to.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">Key of its name.</param>
internal sealed record NavigationItem(string Path, string Text)
{
    /// <summary>Whether a page belongs to it.</summary>
    /// <param name="address">Path and query of the page.</param>
    public bool IsOf(string address)
    {
        var path = address.Split('?')[0];
        return path == Path || (Path != "/" && path.StartsWith($"{Path}/", StringComparison.Ordinal));
    }
}

internal static class Navigation
{
    /// <summary>What a player opens every day.</summary>
    public static IReadOnlyList<NavigationItem> Items { get; } =
    [new("/", "dash_nav_today"), new("/tickets", "home_tickets"), new("/balance", "dash_nav_balance")];

    /// <summary>What is folded behind them.</summary>
    public static IReadOnlyList<NavigationItem> More { get; } =
    [
        new("/sheet", "dash_nav_sheet"),
        new("/calibration", "dash_nav_calibration"),
        new(SandboxMark.Root, "dash_nav_replay"),
        new("/rules", "dash_nav_rules"),
        new("/responsible", "dash_nav_responsible"),
        new("/settings", "dash_nav_settings"),
        new("/operations", "dash_nav_operations"),
    ];
}
