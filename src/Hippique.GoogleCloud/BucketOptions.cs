using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud;

/// <summary>Where in Cloud Storage everything lies that must outlive a process.</summary>
public sealed record BucketOptions
{
    /// <summary>The bucket's name (<c>GCS_BUCKET</c>).</summary>
    public required string Bucket { get; init; }

    /// <summary>What every object's name begins with (<c>GCS_PREFIX</c>), without a slash at its end; empty: nothing.</summary>
    public required string Prefix { get; init; }

    /// <summary>Where Cloud Storage answers; null: at Google.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether the machine's credentials may go there.</summary>
    public bool IsAtGoogle => Endpoint is null || GoogleHost.Is(Endpoint);
}
