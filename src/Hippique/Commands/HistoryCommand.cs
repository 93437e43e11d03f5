using System.CommandLine;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Statistics;

namespace Hippique.Commands;

/// <summary><c>hippique history import FILES</c>: fills the program's own record of past races from recorded ones.</summary>
public static class HistoryCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.OneOrMore, Description = Texts.Get("history_files") };
        var import = new Command("import", Texts.Get("history_import")) { files };
        import.SetAction((parsed, cancellationToken) => ImportAsync(parsed.GetRequiredValue(files), cancellationToken));
        return new Command("history", Texts.Get("history")) { import };
    }

    private static async Task<int> ImportAsync(string[] paths, CancellationToken cancellationToken)
    {
        var store = new HistoryStore(new DiskArtifactStore(SettingsReader.FromEnvironment().Data.Folder));
        var total = default(HistoryImport);
        var code = 0;
        // File by file: what was read before a bad file is kept.
        foreach (var path in RaceFiles.Expand(paths))
        {
            var (races, refused) = RecordedHistory.Read(path, cancellationToken);
            foreach (var line in refused)
                code = CommandOutput.Fail(line.ToString());
            var outcome = await store.ImportAsync(races, cancellationToken);
            total += outcome;
            Console.Out.Write(Texts.Get("history_imported", Path.GetFileName(path), outcome.New, outcome.Known) + "\n");
        }
        Console.Out.Write(Texts.Get("history_total", total.New, total.Known) + "\n");
        return code;
    }
}
