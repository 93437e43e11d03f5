using System.CommandLine;
using Hippique.Calculators;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Inputs;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique analyse H30.json H5.json [--rules …] [--history FILES] [--player ANALYSIS.json]</c>: two stored looks at a race, analysed as the service does it.</summary>
public static class AnalyseCommand
{
    public static Command Create()
    {
        var h30 = new Argument<string>("H30.json") { Description = Texts.Get("analyse_h30") };
        var h5 = new Argument<string>("H5.json") { Description = Texts.Get("analyse_h5") };
        var rules = new Option<string?>("--rules") { Description = Texts.Get("analyse_rules") };
        var history = new Option<string[]>("--history")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get("analyse_history"),
        };
        var player = new Option<string?>("--player") { Description = Texts.Get("analyse_player") };
        var command = new Command("analyse", Texts.Get("analyse")) { h30, h5, rules, history, player };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var settings = SettingsReader.FromEnvironment();
                var play = settings.Play;
                var source = RuleSource.Of(parsed.GetValue(rules) ?? play.Rules);
                if (!source.Rules.IsOk)
                    return screen.FailPlain(ProblemText.Lines([source.Rules.Error]));
                var pair = await SnapshotPair.ReadAsync(parsed.GetValue(h30)!, parsed.GetValue(h5)!, cancellationToken);
                if (!pair.IsOk)
                    return screen.Fail(pair.Error);
                var files = parsed.GetValue(history) ?? [];
                var record = await RecordAsync(files, settings.Data, cancellationToken);
                if (!record.IsOk)
                    return screen.Fail(record.Error);
                var then = parsed.GetValue(player) is { } stored ? await PlayerAsync(stored, cancellationToken) : null;
                if (record.Value.Of(pair.Value.H5.Card).Count == 0)
                    screen.Note(
                        Texts.Get("analyse_no_history", files.Length > 0 ? string.Join(", ", files) : $"{settings.Data.Place}/history")
                    );
                var analysis = new StatisticsEnricher(new RaceAnalyser(source.Rules.Value, play.Model), record.Value).Analyse(
                    pair.Value.ToInput(play, then)
                );
                screen.Answer(analysis, told => AnalysisAccount.Write(screen.Out, told, pair.Value.H5, end: null, Texts.Culture));
                return 0;
            }
        );
        return command;
    }

    /// <summary>What had been played when a stored analysis was made.</summary>
    /// <exception cref="IOException">The file cannot be read or is no analysis; the message names it.</exception>
    private static async Task<PlayerState> PlayerAsync(string path, CancellationToken cancellationToken) =>
        ArtifactJson.Read<RaceAnalysis>(path, await File.ReadAllBytesAsync(path, cancellationToken)).Player;

    /// <summary>The files that are named, else the service's own record.</summary>
    /// <exception cref="IOException">A file cannot be read; the message names it.</exception>
    private static async Task<ParseResult<RaceHistory>> RecordAsync(string[] files, DataSettings data, CancellationToken cancellationToken)
    {
        if (files.Length > 0)
        {
            var races = RaceFiles.Expand(files).SelectMany(file => RecordedHistory.Read(file, cancellationToken).Races);
            return ParseResult<RaceHistory>.Ok(new RaceHistory([.. races]));
        }
        try
        {
            using var place = ArtifactPlace.Open(data);
            return ParseResult<RaceHistory>.Ok(await new HistoryStore(place.Store).LoadAsync(cancellationToken));
        }
        // The boundary to files that a person may have changed; file and line are in the message.
        catch (UnreadableFileException broken)
        {
            return ParseResult<RaceHistory>.Fail(broken.Problem);
        }
    }
}
