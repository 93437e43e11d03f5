using Hippique.Orchestration.Balances;

namespace Hippique.Api;

/// <summary><c>GET /api/balance?month=2026-05&amp;by=pool</c>: what proposals and bets came to, from the ledger.</summary>
internal static class BalanceEndpoint
{
    public static void MapBalance(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/balance", ReadAsync)
            .WithName("balance")
            .WithTags("ledger")
            .WithSummary(
                "Balance of proposals on paper and of bets that were played, of a programme month (all without month), divided by bet, pool, discipline, racecourse, odds, probability, rules, weekday or month."
            )
            .Produces<Balance>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> ReadAsync(HttpContext context, string? month, string? by, BalanceReader balances)
    {
        var first = MonthText.ParseOrAll(month);
        if (!first.IsOk)
            return Problems.Bad(first.Error.ToString(), RequestCorrelation.Of(context));
        BalanceBy? dimension = null;
        if (by is not null)
        {
            if (!BalanceByText.Parse(by).TryGet(out var named))
                return Problems.Bad(BalanceByText.Parse(by).Error.ToString(), RequestCorrelation.Of(context));
            dimension = named;
        }
        // The next result changes it.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await balances.ReadAsync(first.Value, dimension, context.RequestAborted));
    }
}
