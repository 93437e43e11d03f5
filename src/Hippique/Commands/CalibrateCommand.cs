using System.CommandLine;
using System.Globalization;
using System.Text;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Hosting;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique calibrate FILES --out FILE</c>: fits a model, prints every estimate with its error and the scores on held-out races, writes the model.</summary>
public static class CalibrateCommand
{
    public const string Verb = "calibrate";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.OneOrMore, Description = Texts.Get("calibrate_files") };
        var output = new Option<string>("--out") { Required = true, Description = Texts.Get("calibrate_out") };
        var history = new Option<string[]>("--history")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get("calibrate_history"),
        };
        var heldOut = new Option<string[]>("--hold-out")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get("calibrate_hold_out"),
        };
        var dividends = new Option<string[]>("--dividends")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get("calibrate_dividends"),
        };
        var command = new Command(Verb, Texts.Get("calibrate")) { files, output, history, heldOut, dividends };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(files),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(history) ?? [],
                    parsed.GetValue(heldOut) ?? [],
                    parsed.GetValue(dividends) ?? [],
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths,
        string output,
        string[] history,
        string[] heldOut,
        string[] dividends,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var split = Split(heldOut);
        if (!split.IsOk)
            return screen.Fail(split.Error);
        var files = RaceFiles.Read(paths, history, cancellationToken);
        var places = dividends.Length == 0 ? null : DividendFiles.Read(dividends, cancellationToken);
        FittedModel fitted;
        try
        {
            fitted = CalibrationRun.Fit(files, Path.GetFileNameWithoutExtension(output), split.Value, places);
        }
        // The races are the user's: too few of them, or none that differ, is no bug.
        catch (InvalidOperationException tooFew)
        {
            return screen.Fail(FileProblem.Of(tooFew));
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        await File.WriteAllTextAsync(output, GpiModels.ToJson(fitted.Model), cancellationToken);
        screen.Answer(
            CalibrationAnswer.Of(files, places, fitted, output),
            _ => screen.Out.Write(Report(files, places, fitted) + $"\n{output}\n")
        );
        return 0;
    }

    private static ParseResult<IReadOnlyDictionary<Pool, DateOnly>?> Split(string[] texts)
    {
        if (texts.Length == 0)
            return ParseResult<IReadOnlyDictionary<Pool, DateOnly>?>.Ok(null);
        var split = new SortedDictionary<Pool, DateOnly>();
        foreach (var text in texts)
        {
            var parts = text.Split('=');
            if (
                parts.Length != 2
                || !PoolText.Parse(parts[0]).TryGet(out var pool)
                || !DateOnly.TryParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            )
                return ParseResult<IReadOnlyDictionary<Pool, DateOnly>?>.Fail(
                    $"--hold-out: '{Quoted.Short(text)}' is no POOL=DATE, such as pmu_national=2026-01-01"
                );
            split[pool] = day;
        }
        return ParseResult<IReadOnlyDictionary<Pool, DateOnly>?>.Ok(split);
    }

    private static string Report(RaceFiles files, DividendFiles? places, FittedModel fitted)
    {
        var text = new StringBuilder();
        var data = fitted.Model.Data;
        foreach (var refused in files.Refused.Concat(places?.Refused ?? []))
            text.AppendLine(refused.ToString());
        Line(
            $"{files.History.Races} races with a result; {data.Races} of them, {data.From:yyyy-MM-dd} to {data.To:yyyy-MM-dd}, to learn from"
        );
        foreach (var (pool, day) in data.HeldOut)
            Line($"{pool}: held out from {day:yyyy-MM-dd}");
        if (places is not null)
            Line(
                $"{places.Races.Count} races with closing odds and place dividends; {places.Incomplete} without the odds of every starter are left out"
            );
        text.AppendLine();
        foreach (var estimate in fitted.Estimates)
        {
            var error = estimate.StandardError is { } known ? known.ToString("± 0.000", CultureInfo.InvariantCulture) : "";
            Line($"{estimate.Group, -34} {estimate.Name, -42} {estimate.Value, 8:0.000} {error, -8} n {estimate.Count}");
        }
        text.AppendLine();
        text.AppendLine(
            "held-out races: log-loss (nat a race), the same less that of the market at the same moment, and less that of the market with its fitted exponent, each with its 95 % interval (paired bootstrap over days)"
        );
        foreach (var score in fitted.Scores)
            text.AppendLine(ScoreText.Line(score));
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(FormattableString.Invariant(line));
    }
}
