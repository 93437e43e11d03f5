using Hippique.Metrics;

namespace Hippique.Api;

/// <summary>Every address of the service.</summary>
public static class ApiEndpoints
{
    public static void MapHippique(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        app.MapReady();
        app.MapMetrics();
        app.MapSession();
        app.MapSessionLink();
        app.MapOpenApi();

        var work = app.MapGroup("").WithMetadata(NeedsOpening.Mark);
        work.MapHome();
        work.MapSchedule();
        work.MapRun();
        work.MapResults();
        work.MapQueue();
        work.MapDays();
    }
}
