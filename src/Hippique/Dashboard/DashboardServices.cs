using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Live;
using Hippique.Dashboard.Operations;
using Hippique.Dashboard.Races;
using Hippique.Dashboard.Replay;
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
        services.AddSingleton<IDayDecisions>(provider => provider.GetRequiredService<DayAnswers>());
        services.AddSingleton<DayBoardReader>();
        services.AddSingleton<RaceReader>();
        services.AddSingleton<TicketForms>();
        services.AddSingleton<OperationsReader>();
        services.AddSingleton<OperationsForms>();
        services.AddSingleton<ResponsiblePages>();
        services.AddSingleton<LimitsRecorder>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<EventFeed>());
        services.AddSingleton<RecordedDays>();
        services.AddSingleton<RecordedDayOpener>();
        services.AddSingleton<LiveWork>();
        services.AddSingleton<ReplayDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplayDesk>());
        return services;
    }

    /// <summary>Pages follow what happens on every node of an installation of several machines.</summary>
    public static IServiceCollection AddEventRelay(this IServiceCollection services) => services.AddSingleton<IEventListener, EventRelay>();
}
