using Hippique.Sources.Http;
using Hippique.Sources.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Sources.Recording;

/// <summary>The live sources over a recorded day instead of the sites.</summary>
public sealed class RecordedSources : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="pages">The recording.</param>
    /// <param name="clock">The replay's.</param>
    /// <param name="order">Names of the sources in the order in which they are asked.</param>
    /// <param name="baseUrls">Where the sources had been pointed when the day was recorded.</param>
    public RecordedSources(RecordedPages pages, TimeProvider clock, IReadOnlyList<string> order, IReadOnlyDictionary<string, Uri> baseUrls)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                // The clock stands while a phase runs: nothing may wait for it. Retries were recorded.
                RequestsPerSecond = 1e9,
                Retries = 0,
                // What was not sent then is in the recording too.
                RequestsToJudge = 0,
                RequestsPerDay = 0,
                MaxRetryAfter = TimeSpan.Zero,
                // Where the site said "not modified", the recording gives the page.
                LargestKept = 0,
                Order = order,
                BaseUrls = baseUrls,
            },
            (_, _) => new RecordedPagesHandler(pages, clock)
        );
        _services = services.BuildServiceProvider();
        InOrder = [.. _services.GetServices<IRaceSource>()];
    }

    public IReadOnlyList<IRaceSource> InOrder { get; }

    public void Dispose() => _services.Dispose();
}
