using System.CommandLine;
using System.Globalization;
using System.Text;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Hosting;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Rehearsal;

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
        var pools = new Option<string[]>("--pools") { AllowMultipleArgumentsPerToken = true, Description = Texts.Get("calibrate_pools") };
        var recorded = new Option<string?>("--data") { Description = Texts.Get("calibrate_data"), HelpName = "FOLDER" };
        var command = new Command(Verb, Texts.Get("calibrate")) { files, output, history, heldOut, dividends, pools, recorded };
        command.Validators.Add(typed =>
        {
            // Who was placed stands there.
            if (typed.GetValue(pools) is { Length: > 0 } && typed.GetValue(dividends) is not { Length: > 0 })
                typed.AddError(Texts.Get("calibrate_pools_alone"));
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new Order
                    {
                        Files = parsed.GetRequiredValue(files),
                        Output = parsed.GetRequiredValue(output),
                        History = parsed.GetValue(history) ?? [],
                        HeldOut = parsed.GetValue(heldOut) ?? [],
                        Dividends = parsed.GetValue(dividends) ?? [],
                        Pools = parsed.GetValue(pools) ?? [],
                        Data = parsed.GetValue(recorded),
                    },
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Order order, Screen screen, CancellationToken cancellationToken)
    {
        var split = Split(order.HeldOut);
        if (!split.IsOk)
            return screen.Fail(split.Error);
        var files = RaceFiles.Read(order.Files, order.History, cancellationToken);
        var places = order.Dividends.Length == 0 ? null : DividendFiles.Read(order.Dividends, cancellationToken);
        var stakes = order.Pools.Length == 0 ? null : PoolFiles.Read(order.Pools, places, Discipline.Unknown, cancellationToken);
        var recorded = order.Data is null ? null : await RecordedAsync(screen, order.Data, cancellationToken);
        FittedModel fitted;
        try
        {
            fitted = PoolMoneyFits.AddTo(
                CalibrationRun.Fit(files, Path.GetFileNameWithoutExtension(order.Output), split.Value, places),
                stakes,
                recorded
            );
        }
        // The races are the user's: too few of them, or none that differ, is no bug.
        catch (InvalidOperationException tooFew)
        {
            return screen.Fail(FileProblem.Of(tooFew));
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(order.Output))!);
        await File.WriteAllTextAsync(order.Output, GpiModels.ToJson(fitted.Model), cancellationToken);
        screen.Answer(
            CalibrationAnswer.Of(files, places, stakes, recorded, fitted, order.Output),
            _ => screen.Out.Write(Report(files, places, stakes, recorded, fitted) + $"\n{order.Output}\n")
        );
        return 0;
    }

    private static async Task<PoolRecording> RecordedAsync(Screen screen, string folder, CancellationToken cancellationToken)
    {
        using var place = ArtifactPlace.Open(folder);
        RehearsalWords.Say(place.Rehearsal, screen.Out);
        return await new PoolRecordings(place.Store, new PlanStore(place.Store)).ReadAsync(
            DateOnly.MinValue,
            DateOnly.MaxValue,
            cancellationToken
        );
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

    private static string Report(RaceFiles files, DividendFiles? places, PoolFiles? stakes, PoolRecording? recorded, FittedModel fitted)
    {
        var text = new StringBuilder();
        var data = fitted.Model.Data;
        foreach (var refused in files.Refused.Concat(stakes?.Refused ?? places?.Refused ?? []))
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
        if (stakes is not null)
            Line($"{stakes.Races.Count} races with last stakes");
        if (recorded is not null)
            Line($"{recorded.Days} recorded days, {recorded.Races.Count} looks at pools with stakes");
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

    /// <summary>What was typed.</summary>
    private sealed record Order
    {
        public required string[] Files { get; init; }
        public required string Output { get; init; }
        public required string[] History { get; init; }
        public required string[] HeldOut { get; init; }
        public required string[] Dividends { get; init; }
        public required string[] Pools { get; init; }
        public required string? Data { get; init; }
    }
}
