using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
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
        var json = new Option<bool>("--json") { Description = Texts.Get("evaluate_json") };
        var command = new Command("evaluate", Texts.Get("evaluate")) { files, model, rules, history, json };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    Screen.Of(parsed),
                    parsed.GetRequiredValue(files),
                    parsed.GetValue(history) ?? [],
                    parsed.GetValue(model),
                    parsed.GetValue(rules),
                    parsed.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Screen screen,
        string[] paths,
        string[] history,
        string? modelFile,
        string? ruleSet,
        bool json,
        CancellationToken cancellationToken
    )
    {
        var model = modelFile is null
            ? ParseResult<GpiModel>.Ok(GpiModels.Default)
            : GpiModels.Parse(await File.ReadAllTextAsync(modelFile, cancellationToken));
        if (!model.IsOk)
            return screen.Fail($"{modelFile}: {model.Error}");
        if (model.Value.Data.HeldOut.Count == 0)
            return screen.Fail($"{model.Value.Name} was fitted on everything; nothing is left to judge it on");
        var rules = (ruleSet is null ? RuleSets.Names : [ruleSet]).Select(name => RuleSource.Of(name).Rules).ToList();
        if (rules.Any(loaded => !loaded.IsOk))
            return screen.FailPlain(rules.First(loaded => !loaded.IsOk).Error.Split('\n'));
        var files = RaceFiles.Read(paths, history, cancellationToken);
        var result = await Evaluation.RunAsync(
            files,
            model.Value,
            [.. rules.Select(loaded => loaded.Value)],
            SettingsReader.FromEnvironment().Play.Countries,
            cancellationToken
        );
        if (json)
            screen.Json(result);
        else
            screen.Out.Write(Report(result));
        return 0;
    }

    private static string Report(Evaluation result)
    {
        var text = new StringBuilder();
        Line(
            $"{result.Model}: {result.Races} races held out of its fit ({string.Join(", ", result.From.Select(pool => FormattableString.Invariant($"{pool.Key} from {pool.Value:yyyy-MM-dd}")))})"
        );
        Places("places, from the closing prices", result.PlacesAtClose);
        Places("places, from prices seen at H-5, fitted weights", result.PlacesAtH5);
        Line($"\nwinners: log-loss (nat a race), and less the market's at the same moment with its 95 % interval (paired bootstrap)");
        foreach (var score in result.Win)
            text.AppendLine(ScoreText.Line(score));
        Line(
            $"\noutcomes and money: bets at the recorded dividends of their pool, else win bets at its closing price; claimed and returned profit per euro with its 95 % interval"
        );
        foreach (var outcome in result.Outcomes)
            Outcome(outcome);
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

        void Places(string title, IReadOnlyList<PlaceTable> tables)
        {
            Line($"\n{title}");
            foreach (var table in tables)
            {
                Line(
                    $"{table.Family.ToString().ToLowerInvariant()}, {table.Races} races: {(table.Passed ? "within bounds" : "OUT OF BOUNDS")}"
                );
                foreach (var bin in table.Bins)
                    Line(
                        $"  {bin.Low:0.0}-{bin.Low + 0.1:0.0}  n {bin.Runners, 5}  predicted {bin.Predicted:0.000}  observed {bin.Observed:0.000}  difference {bin.Observed - bin.Predicted, 6:+0.000;-0.000}  allowed {bin.Allowed:0.000}  {(bin.Passed ? "ok" : "OUT")}"
                    );
            }
        }

        void Outcome(OutcomeScore score)
        {
            var weights = score.Weights.ToString().ToLowerInvariant();
            Line(
                $"{score.Rules, -15} {weights, -8} {score.Prices, -8} races {score.Races}: play {score.Played}, abstain {score.Abstained}, unplayable {score.Unplayable}"
            );
            Line(
                $"    {string.Join(", ", score.Reasons.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Key} {reason.Value}"))}"
            );
            if (score.Returned is { } returned)
                Line(
                    $"    bets {score.Bets}, staked {score.Staked:0.00}, claimed {score.Claimed:+0.0 %;-0.0 %}, returned {returned.Mean:+0.0 %;-0.0 %} [{returned.Low:+0.0 %;-0.0 %}, {returned.High:+0.0 %;-0.0 %}]{Verdict(score.ClaimHolds)}; {score.BetsNeeded:0} bets would tell the claim from none"
                );
            if (score.Unsettled.Count > 0)
                Line(
                    $"    {score.Unsettled.Values.Sum()} bets not settled, in no sum: {string.Join(", ", score.Unsettled.Select(open => $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(open.Key.ToString())} {open.Value}"))}"
                );
        }
    }

    private static string Verdict(bool? holds) =>
        holds switch
        {
            true => ", the claim holds",
            false => ", the claim DOES NOT hold",
            null => "",
        };
}
