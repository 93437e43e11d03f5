using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Hippique.Orchestration.Opening;

/// <summary>Registration of what is opened after the service answers.</summary>
public static class OpeningServices
{
    /// <summary>
    /// Registers a hosted service that is started, in the order of registration, after those of the host have started and the port is bound. It is stopped with the host.
    /// </summary>
    public static IServiceCollection AddOpeningPart<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.TryAddSingleton<ServiceOpening>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, ServiceOpening>(provider => provider.GetRequiredService<ServiceOpening>())
        );
        services.TryAddSingleton<T>();
        return services.AddSingleton(new OpeningPart(provider => provider.GetRequiredService<T>()));
    }
}
