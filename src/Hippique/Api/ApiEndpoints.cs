using Hippique.Dashboard;
using Hippique.Dashboard.Assets;
using Hippique.Dashboard.Live;
using Hippique.Dashboard.Replay;
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
        app.MapSignIn();
        app.MapOpenApi();
        app.MapAssets();
        app.MapApp();

        var work = app.MapGroup("").WithMetadata(NeedsOpening.Mark).AddEndpointFilter<WorkEnd>();
        work.MapHome();
        work.MapDashboard();
        work.MapEvents();
        work.MapReplay();
        work.MapSchedule();
        work.MapRun();
        work.MapTask();
        work.MapResults();
        work.MapQueue();
        work.MapPlanPause();
        work.MapTaskOrders();
        work.MapActions();
        work.MapSettings();
        work.MapDays();
        work.MapSheet();
        work.MapBets();
        work.MapBalance();
        work.MapCalibration();
        work.MapSaid();
        work.MapPush();
        work.MapShadow();
        work.MapNodes();
        work.MapStandings();
        work.MapLog();
    }
}
