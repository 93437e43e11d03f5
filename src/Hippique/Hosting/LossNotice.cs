using Hippique.Hosting.Settings;

namespace Hippique.Hosting;

/// <summary>A container of Google Cloud without a bucket: what is lost with it.</summary>
internal static class LossNotice
{
    /// <summary>Of the text.</summary>
    public const string Key = "serve_lost";

    public static bool IsDue(HippiqueSettings settings) =>
        settings.Data.Bucket is null && (settings.Cloud is not null || settings.Access.OnCloudRun);
}
