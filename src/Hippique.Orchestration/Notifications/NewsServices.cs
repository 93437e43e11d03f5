using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.Orchestration.Notifications;

/// <summary>Registration of the messages to players.</summary>
public static class NewsServices
{
    /// <summary>
    /// Puts out and sends what <see cref="NewsSettings"/> (by default those of the record) ask for, to each registered <see cref="INotifier"/>. Without one nothing is put out; what an earlier
    /// configuration has left in the queue is ended. Comes after the rest of the queue's upkeep. Needs <see cref="INewsWords"/>.
    /// </summary>
    public static IServiceCollection AddHippiqueNews(this IServiceCollection services)
    {
        services.TryAddSingleton(new NewsSettings());
        services.TryAddLedger();
        services.TryAddSingleton<IPlayedTickets, SaidTickets>();
        services.TryAddSingleton<INewsLinks, NoNewsLinks>();
        services.TryAddSingleton<INewsReports, NoNewsReports>();
        return services
            .AddSingleton<NewsReceivers>()
            .AddSingleton<ReceiverStandingReader>()
            .AddSingleton<NewsBell>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<NewsBell>())
            .AddSingleton<ReceiverStates>()
            .AddSingleton<Outbox>()
            .AddSingleton<RaceTickets>()
            .AddSingleton<DaySummary>()
            .AddSingleton<NewsDesk>()
            .AddSingleton<IQueueUpkeep>(provider => provider.GetRequiredService<NewsDesk>())
            .AddSingleton<IDeferredWrites>(provider => provider.GetRequiredService<NewsDesk>())
            .AddSingleton<ITaskHandler, NewsDelivery>();
    }
}
