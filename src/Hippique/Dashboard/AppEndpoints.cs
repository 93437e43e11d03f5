using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Hippique.Api;
using Hippique.Dashboard.Frame;

namespace Hippique.Dashboard;

/// <summary>What makes the dashboard an app on a phone: its description, and the page that is shown while the service cannot be reached. Neither says anything of a day.</summary>
internal static class AppEndpoints
{
    public const string OfflinePath = "/offline";

    public static string ManifestOf(string language) => $"/app.{language}.webmanifest";

    public static void MapApp(this IEndpointRouteBuilder app)
    {
        app.MapGet("/app.{language}.webmanifest", Manifest).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(OfflinePath, Offline).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Manifest(HttpContext context, string language)
    {
        if (language is not ("fr" or "en"))
            return Problems.NotFound($"no app in '{language}'; there is fr and en", RequestCorrelation.Of(context));
        var culture = CultureInfo.GetCultureInfo(language);
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(AppManifest.Of(culture)), "application/manifest+json");
    }

    [SuppressMessage(
        "Performance",
        "CA1859",
        Justification = "The code of an endpoint is generated without a view of the types of Razor components."
    )]
    private static IResult Offline(HttpContext context, PageFrames frames)
    {
        var frame = frames.Of(context) with { HasSession = false, HasNavigation = true, CanAct = true };
        return new RazorPage<OfflinePage>(frame, frame.Say("dash_offline_title"), new Dictionary<string, object?>());
    }
}
