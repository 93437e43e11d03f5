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
/// <c>GET /</c>: for people the day in short, or how to open a session; for whoever does not ask for HTML, where things are. It says nothing of the day to strangers.
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

    private static async Task<IResult> AnswerAsync(HttpContext context, HippiqueSettings settings, DayOverviewReader days)
    {
        if (!PageLanguage.IsAskedBy(context.Request))
            return Describe(settings);
        var culture = PageLanguage.Of(context.Request);
        var owner = context.User.Identity is { IsAuthenticated: true };
        if (settings.Server.RequireAuth && !owner)
            return WelcomePage.Of(culture, settings.Access, Path);
        return HomePage.Of(await days.ReadAsync(context.RequestAborted), culture, hasSession: owner);
    }

    private static Ok<HomeAnswer> Describe(HippiqueSettings settings) =>
        TypedResults.Ok(new HomeAnswer(settings.Server.ServiceName, ProgramVersion.Text, Links));
}
