using System.Text.RegularExpressions;
using Hippique.Embedded.Storage;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases.Module;

namespace Hippique.Hosting.Serving;

/// <summary>Ends and removes what a killed process of the program left behind in a data folder. Before anything else is started there.</summary>
internal static partial class KilledRunCleanup
{
    /// <param name="held">The lock of the folder: no other process of ours starts modules or keeps a queue there.</param>
    /// <param name="data">Where things are kept.</param>
    /// <param name="services">Of the service or verb.</param>
    /// <param name="logger">Told what was found.</param>
    /// <param name="cancellationToken">Ends the cleaning; the next start goes on with it.</param>
    public static async Task RunAsync(
        DataFolderLock held,
        DataSettings data,
        IServiceProvider services,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        // The boundary to the disk: what cannot be removed hinders nobody.
        try
        {
            var modules = await ModuleLeftovers.EndAsync(data.OwnFolder);
            var drafts = held.WasKilled ? await SweepDraftsAsync(data, services, cancellationToken) : 0;
            if (modules.Folders + drafts > 0)
                CleanedUp(logger, modules.Processes, modules.Folders, drafts);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            NotCleanedUp(logger, stays.Message);
        }
    }

    private static async Task<int> SweepDraftsAsync(DataSettings data, IServiceProvider services, CancellationToken cancellationToken)
    {
        var folder = data.Folder;
        // Other nodes write there too, and the store knows it.
        if (data.Node is not null)
            return services.GetService<DiskArtifactStore>() is { } shared ? await shared.SweepDraftsAsync(cancellationToken) : 0;
        using var store = new DiskArtifactStore(folder);
        var drafts = await store.SweepDraftsAsync(cancellationToken);
        // Whoever writes these two holds the lock.
        foreach (var path in Directory.EnumerateFiles(folder, "*.new").Where(path => OwnDraft.IsMatch(Path.GetFileName(path))))
        {
            File.Delete(path);
            drafts++;
        }
        return drafts;
    }

    [GeneratedRegex(@"^(token\.[0-9]+|serve\.json)\.new$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnDraft { get; }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "the last run was killed: {Processes} processes of an analysis ended, {Folders} of its folders and {Drafts} drafts removed"
    )]
    private static partial void CleanedUp(ILogger logger, int processes, int folders, int drafts);

    [LoggerMessage(2, LogLevel.Warning, "the last run was killed, and what it left cannot be removed: {Why}")]
    private static partial void NotCleanedUp(ILogger logger, string why);
}
