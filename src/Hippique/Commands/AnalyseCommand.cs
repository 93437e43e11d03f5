using System.CommandLine;
using Hippique.ByHand;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary><c>hippique analyse H30.json H5.json [--rules …] [--json]</c>: two stored looks at a race, analysed as the service does it.</summary>
public static class AnalyseCommand
{
    public static Command Create()
    {
        var h30 = new Argument<string>("H30.json") { Description = Texts.Get("analyse_h30") };
        var h5 = new Argument<string>("H5.json") { Description = Texts.Get("analyse_h5") };
        var rules = new Option<string?>("--rules") { Description = Texts.Get("analyse_rules") };
        var json = new Option<bool>("--json") { Description = Texts.Get("cli_json") };
        var command = new Command("analyse", Texts.Get("analyse")) { h30, h5, rules, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var play = SettingsReader.FromEnvironment().Play;
                var source = RuleSource.Of(parsed.GetValue(rules) ?? play.Rules);
                if (!source.Rules.IsOk)
                    return screen.FailPlain(source.Rules.Error.Split('\n'));
                var pair = await SnapshotPair.ReadAsync(parsed.GetValue(h30)!, parsed.GetValue(h5)!, cancellationToken);
                if (!pair.IsOk)
                    return screen.Fail(pair.Error);
                var analysis = new RaceAnalyser(source.Rules.Value).Analyse(pair.Value.ToInput(play));
                if (parsed.GetValue(json))
                    screen.Json(analysis);
                else
                    AnalysisAccount.Write(screen.Out, analysis, pair.Value.H5, Texts.Culture);
                return 0;
            }
        );
        return command;
    }
}
