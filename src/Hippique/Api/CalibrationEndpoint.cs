using Hippique.Orchestration.Calibration.Forecasts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary><c>GET /api/calibration</c>: how the model in use did on races of this installation that it was not fitted on.</summary>
internal static class CalibrationEndpoint
{
    public static void MapCalibration(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/calibration", ReadAsync)
            .WithName("calibration")
            .WithTags("model")
            .WithSummary(
                "Chances that the model in use gave at H-5 against what came of them, and its log-loss against the market at H-30, H-5 and the close, by discipline, on races that it was not fitted on. While days_to_read is above 0, days are still being read."
            )
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<Ok<ForecastReport>> ReadAsync(HttpContext context, ForecastReader forecasts)
    {
        // The next day that is over changes it.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await forecasts.ReadAsync(context.RequestAborted));
    }
}
