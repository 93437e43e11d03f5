using System.CommandLine;
using Hippique.Api;
using Hippique.Calculators;
using Hippique.Explaining;
using Hippique.Gpi.Calibration;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Trials;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique trial start|status|read|list|abandon</c>: a question about rules or a model that is put before its answer can be known, and read once.</summary>
public static class TrialCommand
{
    public static Command Create() =>
        new("trial", Texts.Get("trial")) { CreateStart(), CreateStatus(), CreateRead(), CreateList(), CreateAbandon() };

    private static Command CreateStart()
    {
        var rules = new Option<string>("--rules")
        {
            Description = Texts.Get("trial_rules"),
            HelpName = "NAME|FILE",
            Required = true,
        };
        var model = new Option<string?>("--model") { Description = Texts.Get("trial_model"), HelpName = "FILE" };
        var until = DateOption.Create("trial_until", "--until");
        until.Required = true;
        var bets = new Option<int>("--min-bets") { Description = Texts.Get("trial_min_bets"), Required = true };
        var claim = new Option<string>("--claim") { Description = Texts.Get("trial_claim"), Required = true };
        return Verb(
            new Command("start", Texts.Get("trial_start")) { rules, model, until, bets, claim },
            async (parsed, place, screen, cancellationToken) =>
            {
                var order = OrderOf(
                    parsed.GetRequiredValue(rules),
                    parsed.GetValue(model),
                    parsed.GetRequiredValue(until)!.Value,
                    parsed.GetValue(bets),
                    parsed.GetRequiredValue(claim)
                );
                var started = order.IsOk
                    ? await DeskOf(place).StartAsync(order.Value, cancellationToken)
                    : ParseResult<Trial>.Fail(order.Error);
                return Show(screen, started, words => words.Started);
            }
        );
    }

    private static Command CreateStatus()
    {
        var id = new Argument<string?>("ID") { Description = Texts.Get("trial_id"), Arity = ArgumentArity.ZeroOrOne };
        return Verb(
            new Command("status", Texts.Get("trial_status")) { id },
            async (parsed, place, screen, cancellationToken) =>
            {
                var all = await DeskOf(place).ListAsync(cancellationToken);
                if (parsed.GetValue(id) is not { } name)
                    return ShowAll(screen, [.. all.Where(trial => trial.State is TrialState.Running or TrialState.Due)]);
                return all.FirstOrDefault(trial => trial.Id == name) is { } found
                    ? ShowAll(screen, [found])
                    : screen.Fail(Problem.Of($"there is no trial '{Quoted.Short(name)}'"));
            }
        );
    }

    private static Command CreateRead()
    {
        var id = new Argument<string>("ID") { Description = Texts.Get("trial_id") };
        return Verb(
            new Command("read", Texts.Get("trial_read")) { id },
            async (parsed, place, screen, cancellationToken) =>
            {
                var read = await DeskOf(place).ReadAsync(parsed.GetRequiredValue(id), ProgramVersion.Text, cancellationToken);
                var code = Show(screen, read, words => words.Of);
                if (code == 0)
                    screen.Out.WriteLine(ResponsibleGambling.Paragraph);
                return code;
            }
        );
    }

    private static Command CreateList() =>
        Verb(
            new Command("list", Texts.Get("trial_list")),
            async (_, place, screen, cancellationToken) => ShowAll(screen, await DeskOf(place).ListAsync(cancellationToken))
        );

    private static Command CreateAbandon()
    {
        var id = new Argument<string>("ID") { Description = Texts.Get("trial_id") };
        var why = new Option<string>("--why") { Description = Texts.Get("trial_why"), Required = true };
        return Verb(
            new Command("abandon", Texts.Get("trial_abandon")) { id, why },
            async (parsed, place, screen, cancellationToken) =>
            {
                var given = await DeskOf(place).AbandonAsync(parsed.GetRequiredValue(id), parsed.GetRequiredValue(why), cancellationToken);
                return Show(screen, given, words => words.Abandoned);
            }
        );
    }

    private static Command Verb(
        Command command,
        Func<System.CommandLine.ParseResult, ArtifactPlace, Screen, CancellationToken, Task<int>> run
    )
    {
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        command.Add(data);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                using var place = ArtifactPlace.Open(parsed.GetValue(data));
                // On the clock of today, what was read there would be of another day than all the rest.
                if (place.Rehearsal is not null)
                    return screen.Fail(Texts.Get("rehearsal_own_clock", place.Name));
                return await run(parsed, place, screen, cancellationToken);
            }
        );
        return command;
    }

    private static ParseResult<TrialOrder> OrderOf(string rules, string? model, DateOnly until, int bets, string claim)
    {
        var play = SettingsReader.FromEnvironment().Play;
        var question = TrialClaim.Parse(claim);
        if (!question.IsOk)
            return ParseResult<TrialOrder>.Fail(question.Error);
        var source = RuleSource.Of(rules);
        if (!source.Rules.IsOk)
            return ParseResult<TrialOrder>.Fail(source.Rules.Error);
        var path = model ?? play.OwnModelPath;
        var text = path is null ? GpiModels.ShippedText : null;
        var read = path is null ? ParseResult<GpiModel>.Ok(GpiModels.Default) : ModelFile.Read(path);
        return read.Convert(found => new TrialOrder
        {
            RulesText = source.Text,
            Rules = source.Rules.Value,
            ModelText = text ?? File.ReadAllText(path!),
            Model = found,
            ModelShipped = path is null,
            Until = until,
            MinBets = bets,
            Claim = question.Value,
            Settings = play.ForPhases(),
        });
    }

    private static TrialDesk DeskOf(ArtifactPlace place) =>
        new(
            place.Store,
            new ShadowFill(place.Store, new PlanStore(place.Store), new SettlementSettings(), TimeProvider.System),
            TimeProvider.System
        );

    private static int Show<T>(Screen screen, ParseResult<T> result, Func<TrialLines, Func<T, IEnumerable<string>>> lines)
    {
        if (!result.IsOk)
            return screen.Fail(result.Error);
        screen.Answer(
            result.Value,
            told =>
            {
                foreach (var line in lines(new TrialLines(Texts.Culture))(told))
                    screen.Out.WriteLine(line);
            }
        );
        return 0;
    }

    private static int ShowAll(Screen screen, IReadOnlyList<TrialStanding> trials)
    {
        screen.Answer(
            new TrialsAnswer(trials),
            told =>
            {
                foreach (var line in new TrialLines(Texts.Culture).Of(told.Trials))
                    screen.Out.WriteLine(line);
            }
        );
        return 0;
    }
}
