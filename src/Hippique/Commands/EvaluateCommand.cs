using System.CommandLine;
using System.CommandLine.Parsing;
using Hippique.Calculators;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique evaluate FILES</c>: judges a model on the days that were held out of its fit; with <c>--pools</c> the bets that are priced from stakes.</summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.ZeroOrMore, Description = Texts.Get("evaluate_files") };
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
        var pools = new PoolsOptions();
        var command = new Command("evaluate", Texts.Get("evaluate")) { files, model, rules, history, dividends };
        foreach (var option in pools.All)
            command.Add(option);
        command.Validators.Add(typed =>
        {
            if (Misfit(typed, files, [rules, history], pools) is { } wrong)
                typed.AddError(wrong);
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                parsed.GetValue(pools.Pools)
                    ? PoolsEvaluationRun.RunAsync(
                        Screen.Of(parsed),
                        pools.Order(parsed, parsed.GetValue(files) ?? [], parsed.GetValue(dividends) ?? [], parsed.GetValue(model)),
                        cancellationToken
                    )
                    : RunAsync(
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

    /// <summary>What does not go together on the line; null if all does.</summary>
    private static string? Misfit(CommandResult typed, Argument files, IReadOnlyList<Option> ofModels, PoolsOptions pools)
    {
        bool IsTyped(Option option) => typed.GetResult(option) is { Implicit: false };
        if (typed.GetValue(pools.Pools))
            return ofModels.FirstOrDefault(IsTyped) is { } foreign ? Texts.Get("evaluate_not_with_pools", foreign.Name) : null;
        if (pools.All.FirstOrDefault(option => option != pools.Pools && IsTyped(option)) is { } alone)
            return Texts.Get("evaluate_with_pools", alone.Name);
        return typed.GetResult(files) is { Tokens.Count: > 0 } ? null : Texts.Get("error_option_missing", "<FILES>", "hippique evaluate");
    }

    /// <summary>The model that was typed, else that of the settings.</summary>
    internal static ParseResult<GpiModel> ModelOf(string? file) =>
        file is null ? ParseResult<GpiModel>.Ok(SettingsReader.FromEnvironment().Play.Model) : ModelFile.Read(file);

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
        var model = ModelOf(modelFile);
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
