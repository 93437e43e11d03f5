using Hippique.Dashboard;
using Hippique.Dashboard.Entry;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Today;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>GET /</c> answers to a program.</summary>
/// <param name="Service"><c>SERVICE_NAME</c>.</param>
/// <param name="Version"><c>3.0.0</c>.</param>
/// <param name="Links">Paths to go on with, by name.</param>
public sealed record HomeAnswer(string Service, string Version, IReadOnlyDictionary<string, string> Links);

/// <summary>
/// <c>GET /</c>: for people the day, or how to open a session; for whoever does not ask for HTML, where things are. It says nothing of the day to strangers.
/// </summary>
internal static class HomeEndpoint
{
    public const string Path = "/";

    private static readonly Dictionary<string, string> Links = new(StringComparer.Ordinal)
    {
        ["health"] = "/healthz",
        ["openapi"] = "/openapi/v1.json",
        ["plan"] = "/api/plan/today",
        ["tickets"] = "/api/tickets/today",
    };

    public static void MapHome(this IEndpointRouteBuilder app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], AnswerAsync)
            .AllowAnonymous()
            .WithName("home")
            .WithTags("access")
            .Produces<HomeAnswer>();

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        HippiqueSettings settings,
        PageFrames frames,
        DayBoardReader days,
        SourceStandingReader sources
    )
    {
        if (!PageLanguage.IsAskedBy(context.Request))
            return Describe(settings);
        if (settings.Server.RequireAuth && context.User.Identity is not { IsAuthenticated: true })
            return WelcomePage.Of(frames.Of(context), settings.Access, Path);
        return await DashboardEndpoints.DayAsync(context, null, frames, days, sources);
    }

    private static Ok<HomeAnswer> Describe(HippiqueSettings settings) =>
        TypedResults.Ok(new HomeAnswer(settings.Server.ServiceName, ProgramVersion.Text, Links));
}
