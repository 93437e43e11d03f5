using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Shadow;

namespace Hippique.Dashboard.Money;

/// <summary><c>/balance?month=2026-05&amp;by=pool</c>: what proposals and bets came to.</summary>
internal static class BalancePages
{
    public const string Path = "/balance";

    public static async Task<IResult> ShowAsync(
        HttpContext context,
        string? month,
        string? by,
        PageFrames frames,
        BalanceReader balances,
        ILedger ledger,
        ShadowReader shadow
    )
    {
        var frame = frames.Of(context);
        // A form whose field was left as it is sends it empty.
        var asked = MonthText.ParseOrAll(string.IsNullOrEmpty(month) ? null : month);
        if (!asked.IsOk)
            return NoticePage.NotFound(frame);
        var dimension = BalanceByText.Parse(by ?? "").TryGet(out var named) ? named : BalanceBy.Bet;
        var token = context.RequestAborted;
        var tickets = await balances.TicketsAsync(asked.Value is { } first ? DayRange.OfMonth(first) : DayRange.All, token);
        var view = new BalanceView
        {
            Balance = await balances.OfAsync(tickets, dimension, token) with { Month = asked.Value },
            Tickets = tickets,
            By = dimension,
            Shadow = await shadow.ReadAsync(asked.Value, token),
            Months = LedgerMonths.Of(await ledger.ReadAllAsync(token)),
        };
        return new RazorPage<BalancePage>(
            frame,
            frame.Say("dash_nav_balance"),
            new Dictionary<string, object?> { [nameof(BalancePage.View)] = view }
        );
    }
}
