using System.CommandLine;
using Hippique.Calculators;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique evaluate FILES</c>: judges a model on the days that were held out of its fit.</summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.OneOrMore, Description = Texts.Get("evaluate_files") };
        var model = new Option<string?>("--model") { Description = Texts.Get("evaluate_model") };
        var rules = new Option<string?>("--rules") { Description = Texts.Get("evaluate_rules") };
        var history = new Option<string[]>("--history")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get("calibrate_history"),
        };
        var dividends = new Option<string[]>("--dividends")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get("evaluate_dividends"),
        };
        var command = new Command("evaluate", Texts.Get("evaluate")) { files, model, rules, history, dividends };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    Screen.Of(parsed),
                    parsed.GetRequiredValue(files),
                    parsed.GetValue(history) ?? [],
                    parsed.GetValue(dividends) ?? [],
                    parsed.GetValue(model),
                    parsed.GetValue(rules),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Screen screen,
        string[] paths,
        string[] history,
        string[] dividends,
        string? modelFile,
        string? ruleSet,
        CancellationToken cancellationToken
    )
    {
        var play = SettingsReader.FromEnvironment().Play;
        var model = modelFile is null ? ParseResult<GpiModel>.Ok(play.Model) : ModelFile.Read(modelFile);
        if (!model.IsOk)
            return screen.Fail(model.Error);
        if (model.Value.Data.HeldOut.Count == 0)
            return screen.Fail(Problem.Of($"{model.Value.Name} was fitted on everything; nothing is left to judge it on"));
        var rules = (ruleSet is null ? RuleSets.Names : [ruleSet]).Select(name => RuleSource.Of(name).Rules).ToList();
        if (rules.Any(loaded => !loaded.IsOk))
            return screen.FailPlain(ProblemText.Lines([rules.First(loaded => !loaded.IsOk).Error]));
        var files = RaceFiles.Read(paths, history, cancellationToken);
        var result = await Evaluation.RunAsync(
            files,
            model.Value,
            [.. rules.Select(loaded => loaded.Value)],
            // The pools of the files, whatever the user has an account for: as a replay of them does.
            play.ForPhases() with
            {
                Operators = [],
            },
            dividends.Length == 0 ? null : DividendFiles.Read(dividends, cancellationToken),
            cancellationToken
        );
        screen.Answer(result, told => screen.Out.Write(EvaluationReport.Of(told)));
        return 0;
    }
}
