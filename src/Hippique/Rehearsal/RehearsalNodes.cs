using Hippique.Embedded.Storage;

namespace Hippique.Rehearsal;

/// <summary>The services of a rehearsal, by the folders that they hold: one its own, or several a folder each below it.</summary>
internal static class RehearsalNodes
{
    /// <summary>The folder that a service holds now, the wanted one first; null: none runs.</summary>
    public static string? FindRunning(string folder, string wanted) =>
        Folders(folder).Prepend(wanted).FirstOrDefault(DataFolderLock.IsHeldIn);

    /// <summary>Whether it was begun and not stopped: a service runs, was killed, or is about to start.</summary>
    public static bool GoesOn(string folder)
    {
        var locked = Folders(folder).Where(DataFolderLock.WasTaken).ToList();
        return locked.Count == 0 || locked.Exists(DataFolderLock.IsInUse);
    }

    private static IEnumerable<string> Folders(string folder)
    {
        var nodes = Path.Combine(folder, Hosting.Settings.DataSettings.NodesFolder);
        return Directory.Exists(nodes) ? Directory.GetDirectories(nodes).Order(StringComparer.Ordinal).Prepend(folder) : [folder];
    }
}
