using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Live;
using Hippique.Dashboard.Races;
using Hippique.Dashboard.Responsible;
using Hippique.Dashboard.Tickets;
using Hippique.Dashboard.Today;
using Hippique.Orchestration.Events;

namespace Hippique.Dashboard;

internal static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<PageFrames>();
        services.AddSingleton<RecentDaysReader>();
        services.AddSingleton<DayBoardReader>();
        services.AddSingleton<RaceReader>();
        services.AddSingleton<TicketForms>();
        services.AddSingleton<ResponsiblePages>();
        services.AddSingleton<LimitsRecorder>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<EventFeed>());
        return services;
    }
}
