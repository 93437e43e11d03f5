using System.Globalization;
using Hippique.Orchestration.Settings;

namespace Hippique.Rehearsal;

/// <summary>Every answer of a rehearsal says so in a header, whatever its body is: <c>Hippique-Rehearsal: 2025-12-06 x60</c>, of several days <c>2025-12-06/2025-12-12 x60</c>.</summary>
internal static class RehearsalHeader
{
    public const string Name = "Hippique-Rehearsal";

    /// <summary>Adds nothing to a service that is none.</summary>
    public static void Use(WebApplication app)
    {
        if (app.Services.GetRequiredService<PhaseSettings>().Rehearsal is not { } mark)
            return;
        var last = mark.LastDate is { } date ? string.Create(CultureInfo.InvariantCulture, $"/{date:yyyy-MM-dd}") : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{mark.Date:yyyy-MM-dd}{last} x{mark.Speed}");
        app.Use(
            (context, next) =>
            {
                context.Response.Headers[Name] = text;
                return next(context);
            }
        );
    }
}
