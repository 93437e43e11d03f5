namespace Hippique.Api;

/// <summary>Every address of the service.</summary>
public static class ApiEndpoints
{
    public static void MapHippique(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        app.MapSchedule();
        app.MapRun();
        app.MapResults();
        app.MapQueue();
        app.MapDays();
        app.MapSession();
        app.MapOpenApi();
    }
}
