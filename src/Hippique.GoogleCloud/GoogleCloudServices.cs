using Hippique.GoogleCloud.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.GoogleCloud;

/// <summary>Adds the state in Google Cloud.</summary>
public static class GoogleCloudServices
{
    /// <summary>
    /// Everything that must outlive a process in a bucket: <see cref="IArtifactStore"/>, <see cref="ISourceStore"/>, <see cref="IDeferredWrites"/>.
    /// A <see cref="TimeProvider"/> and <see cref="DayVersions"/> registered before are used.
    /// </summary>
    public static IServiceCollection AddHippiqueBucket(this IServiceCollection services, BucketOptions bucket)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DayVersions>();
        services.AddSingleton(bucket);
        services.AddSingleton<GcsArtifactStore>();
        services.AddSingleton<IArtifactStore>(provider => new VersionedArtifactStore(
            provider.GetRequiredService<GcsArtifactStore>(),
            provider.GetRequiredService<DayVersions>()
        ));
        services.AddSingleton<BucketSourceStore>();
        services.AddSingleton<ISourceStore>(provider => provider.GetRequiredService<BucketSourceStore>());
        services.AddSingleton<IDeferredWrites>(provider => provider.GetRequiredService<BucketSourceStore>());
        return services;
    }
}
