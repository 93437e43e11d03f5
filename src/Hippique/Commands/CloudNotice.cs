using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary>
/// Says on stderr, before anything is done, that a verb which changes something does so in the project of a <c>.env</c> and not on this machine alone. In the project's own container there
/// is nothing else.
/// </summary>
internal static class CloudNotice
{
    public static void Say(HippiqueSettings settings, Screen screen)
    {
        if (settings.Access.OnCloudRun)
            return;
        if (settings.Cloud is { } cloud)
            screen.Note(Texts.Get("cloud_here_queue", cloud.ProjectId, cloud.Region, cloud.QueueId, settings.Data.Place));
        else
            SayOfFiles(settings, screen);
    }

    /// <summary>Of a verb that writes files and touches no queue.</summary>
    public static void SayOfFiles(HippiqueSettings settings, Screen screen)
    {
        if (settings.Data.Bucket is not null && !settings.Access.OnCloudRun)
            screen.Note(Texts.Get("cloud_here_bucket", settings.Data.Place));
    }
}
