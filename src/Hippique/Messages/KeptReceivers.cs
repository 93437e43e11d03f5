using Hippique.Notifications;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;

namespace Hippique.Messages;

/// <summary>The receivers for a verb that works without the service.</summary>
internal static class KeptReceivers
{
    /// <param name="receivers">As they are configured.</param>
    /// <param name="store">Where browsers' subscriptions lie; null: it cannot be read, and no browser is told.</param>
    /// <param name="words">Of messages; null: none is sent.</param>
    public static ServiceProvider Open(NotificationOptions receivers, IArtifactStore? store, INewsWords? words = null)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging();
        if (words is not null)
            services.AddSingleton(words);
        if (store is not null)
            services.AddSingleton(store);
        return services.AddHippiqueNotifications(store is null ? receivers with { Push = null } : receivers).BuildServiceProvider();
    }

    /// <summary>Those that have somebody to tell.</summary>
    public static async Task<IReadOnlyList<INotifier>> InUseAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var inUse = new List<INotifier>();
        foreach (var receiver in services.GetServices<INotifier>())
        {
            if (await receiver.IsInUseAsync(cancellationToken))
                inUse.Add(receiver);
        }
        return inUse;
    }
}
