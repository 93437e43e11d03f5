using Hippique.Hosting.Settings;
using Hippique.Orchestration.Exposure;

namespace Hippique.Api;

/// <summary>What <c>GET /api/settings</c> answers.</summary>
/// <param name="Settings">Every variable, in the order of <c>.env.example</c>.</param>
/// <param name="Warnings">What does not keep the service from starting and is worth a look.</param>
/// <param name="Limits">Limits of money: in force, of the environment, of the user.</param>
public sealed record SettingsAnswer(IReadOnlyList<SettingLine> Settings, IReadOnlyList<SettingWarning> Warnings, LimitsReport Limits);

/// <summary><c>GET /api/settings</c>: what is set and where it comes from; of a variable that may hold a key only whether it is set.</summary>
internal static class SettingsEndpoint
{
    public static void MapSettings(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/settings", ReadAsync)
            .WithName("settings")
            .WithTags("maintenance")
            .WithSummary(
                "Every setting with its value in force and where it comes from, what is worth a look, and the limits of money. Values that may hold a key are left out."
            )
            .Produces<SettingsAnswer>()
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> ReadAsync(HttpContext context, HippiqueSettings settings, CooledLimits limits, TimeProvider clock) =>
        TypedResults.Ok(
            new SettingsAnswer(
                settings.Lines,
                SettingWarning.Of(settings),
                await limits.LookAsync(clock.GetUtcNow(), context.RequestAborted)
            )
        );
}
