using System.CommandLine;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Statistics;
using Hippique.Sources;

namespace Hippique.Commands;

/// <summary><c>hippique history import FILES</c>: fills the program's own record of past races from recorded ones.</summary>
public static class HistoryCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.OneOrMore, Description = Texts.Get("history_files") };
        var import = new Command("import", Texts.Get("history_import")) { files };
        import.SetAction((parsed, cancellationToken) => ImportAsync(parsed.GetRequiredValue(files), Screen.Of(parsed), cancellationToken));
        return new Command("history", Texts.Get("history")) { import };
    }

    private static async Task<int> ImportAsync(string[] paths, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        CloudNotice.SayOfFiles(settings, screen);
        using var place = ArtifactPlace.Open(settings.Data);
        var store = new HistoryStore(place.Store);
        var imports = new List<ImportedFile>();
        var total = default(HistoryImport);
        // File by file: what was read before a bad file is kept.
        foreach (var path in RaceFiles.Expand(paths))
        {
            var (races, refused) = RecordedHistory.Read(path, cancellationToken);
            var outcome = await store.ImportAsync(races, cancellationToken);
            total += outcome;
            imports.Add(new ImportedFile(Path.GetFileName(path), outcome.New, outcome.Known, refused));
            screen.Out.WriteLine(Texts.Get("history_imported", Path.GetFileName(path), outcome.New, outcome.Known));
        }
        screen.Json(new ImportAnswer(imports, total));
        screen.Out.WriteLine(Texts.Get("history_total", total.New, total.Known));
        SourceError[] problems = [.. imports.SelectMany(file => file.Refused)];
        return problems.Length == 0 ? 0 : screen.Fail(problems);
    }

    /// <summary>The same shape for one file and several.</summary>
    private sealed record ImportAnswer(IReadOnlyList<ImportedFile> Files, HistoryImport Total);

    /// <param name="File">Its name without its folder.</param>
    /// <param name="New">Races that the record did not have.</param>
    /// <param name="Known">Races that it had.</param>
    /// <param name="Refused">Lines that could not be read.</param>
    private sealed record ImportedFile(string File, int New, int Known, IReadOnlyList<SourceError> Refused);
}
