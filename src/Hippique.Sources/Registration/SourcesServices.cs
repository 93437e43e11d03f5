using Hippique.Sources.Figures;
using Hippique.Sources.Http;
using Hippique.Sources.Reads;
using Hippique.Sources.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Registration;

/// <summary>Registers the live sources.</summary>
public static class SourcesServices
{
    /// <summary>
    /// The polite client, one for the process, and every <see cref="IRaceSource"/> of <see cref="SourceHttpOptions.Order"/> in that order. A clock and
    /// <see cref="IClockActivity"/> registered before are used; else the machine's clock, and nobody is told. With an <see cref="ISourceStore"/>, counts of requests and last
    /// reads outlive the process; with <see cref="IHostTurns"/> the distance between requests is kept by them.
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
        services.AddSingleton<SourceRefusals>();
        services.AddSingleton(provider =>
        {
            var wire = PoliteClient.NewWire();
            return new PoliteClient(
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IClockActivity>(),
                wrap?.Invoke(provider, wire) ?? wire,
                provider.GetService<IUnsentRequests>(),
                provider.GetService<ILogger<PoliteClient>>(),
                provider.GetService<ISourceStore>(),
                provider.GetService<IHostTurns>(),
                provider.GetService<FetchMeter>()
            );
        });
        foreach (var name in options.Order)
        {
            var type = RaceSite(name, options).Source;
            services.AddSingleton(provider => Source(provider, type));
        }
        foreach (var name in options.Statistics)
        {
            var site =
                SourceDescriptors.FigureSites.FirstOrDefault(site => site.Name == name)
                ?? throw new ArgumentException($"'{name}' is no source of figures", nameof(options));
            services.AddSingleton(provider => FigureSource(provider, site.Source));
        }
        return services;
    }

    /// <summary>Where the sources of <see cref="SourceHttpOptions.Order"/> are asked, in that order.</summary>
    /// <exception cref="ArgumentException">The order names a source that there is not.</exception>
    public static IReadOnlyList<Uri> HostsOf(SourceHttpOptions options) =>
        [.. options.Order.Select(name => options.BaseUrl(RaceSite(name, options)))];

    private static SourceDescriptor RaceSite(string name, SourceHttpOptions options) =>
        SourceDescriptors.RaceSites.FirstOrDefault(site => site.Name == name)
        ?? throw new ArgumentException($"'{name}' is no source", nameof(options));

    private static IRaceSource Source(IServiceProvider provider, Type type)
    {
        var source = (IRaceSource)ActivatorUtilities.CreateInstance(provider, type);
        return provider.GetService<ISourceStore>() is { } store
            ? new WatchedSource(
                source,
                new LastReads(store),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetService<SourceRefusals>()
            )
            : source;
    }

    private static IFigureSource FigureSource(IServiceProvider provider, Type type)
    {
        var source = (IFigureSource)ActivatorUtilities.CreateInstance(provider, type);
        return provider.GetService<ISourceStore>() is { } store
            ? new WatchedFigureSource(
                source,
                new LastReads(store),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetService<SourceRefusals>()
            )
            : source;
    }
}
