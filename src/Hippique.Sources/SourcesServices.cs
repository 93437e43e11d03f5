using Hippique.Sources.Boturfers;
using Hippique.Sources.Geny;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Hippique.Sources.ZEturf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources;

/// <summary>Registers the live sources.</summary>
public static class SourcesServices
{
    /// <summary>
    /// The polite client, one for the process, and every <see cref="IRaceSource"/> of <see cref="SourceHttpOptions.Order"/> in that order. A clock and
    /// <see cref="IClockActivity"/> registered before are used; else the machine's clock, and nobody is told.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">How the sites are asked.</param>
    /// <param name="wrap">What is put between the client and the sockets, such as the recording of every answer.</param>
    /// <exception cref="ArgumentException">The order names a source that there is not.</exception>
    public static IServiceCollection AddHippiqueSources(
        this IServiceCollection services,
        SourceHttpOptions options,
        Func<IServiceProvider, HttpMessageHandler, HttpMessageHandler>? wrap = null
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IClockActivity>(RealTime.Instance);
        services.AddSingleton(options);
        services.AddSingleton(provider =>
        {
            var wire = PoliteClient.NewWire();
            return new PoliteClient(
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IClockActivity>(),
                wrap?.Invoke(provider, wire) ?? wire,
                provider.GetService<IUnsentRequests>(),
                provider.GetService<ILogger<PoliteClient>>()
            );
        });
        foreach (var name in options.Order)
        {
            _ = name switch
            {
                ZEturfDocument.SourceName => services.AddSingleton<IRaceSource, ZEturfSource>(),
                PmuDocument.SourceName => services.AddSingleton<IRaceSource, PmuSource>(),
                GenyUrl.SourceName => services.AddSingleton<IRaceSource, GenySource>(),
                BoturfersProgramme.SourceName => services.AddSingleton<IRaceSource, BoturfersSource>(),
                _ => throw new ArgumentException($"'{name}' is no source", nameof(options)),
            };
        }
        return services;
    }
}
