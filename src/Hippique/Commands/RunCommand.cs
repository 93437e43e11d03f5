using System.CommandLine;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Phases;

namespace Hippique.Commands;

/// <summary><c>hippique run --url U --phase H5 [--date D] [--force]</c>: what <c>POST /run</c> does.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = Texts.Get("cli_url"), Required = true };
        var phase = new Option<string>("--phase") { Description = Texts.Get("cli_phase"), Required = true };
        var date = DateOption.CreateText("cli_date");
        var force = new Option<bool>("--force") { Description = Texts.Get("cli_run_force") };
        var command = new Command("run", Texts.Get("cli_run")) { url, phase, date, force };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new RunRequest(parsed.GetValue(url), parsed.GetValue(phase), parsed.GetValue(date), parsed.GetValue(force)),
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(RunRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        var read = new RunOrderReader(Composition.Hosts(settings.Sources), TimeProvider.System).Read(
            request.CourseUrl,
            request.Phase,
            request.Date
        );
        if (!read.TryGet(out var order))
            return screen.Fail(read.Error);
        await using var work = await LocalWork.OpenAsync(settings, screen);
        if (work.Service is { } service)
        {
            var answer = await service.PostAsync<RunAnswer>("/run", request, cancellationToken);
            return answer.TryGet(out var ran) ? Show(ran, screen) : screen.Fail(answer.Error);
        }
        var runner = await work.RunnerAsync(cancellationToken);
        var result = await work.RecordAsync(
            ActionKind.Run,
            order.CorrelationId,
            () => runner.RunAsync(order.Link, order.Phase, request.Force ?? false, cancellationToken),
            LocalResults.Of,
            cancellationToken
        );
        return result switch
        {
            RunRaceResult.Ran { Phase: PhaseResult.Ended ended } => Show(RunAnswer.Of(ended), screen),
            RunRaceResult.Ran { Phase: PhaseResult.RetryLater later } => screen.Fail(
                Texts.Get("run_later", (int)Math.Ceiling(later.After.TotalSeconds), later.Why)
            ),
            RunRaceResult.Looked { Look: ExtraLook.Refused { RetryAfter: { } after } refused } => screen.Fail(
                Texts.Get("run_later", (int)Math.Ceiling(after.TotalSeconds), refused.Why)
            ),
            RunRaceResult.Looked { Look: var look } => Show(RunAnswer.Of(look), screen),
            RunRaceResult.UnknownRace unknown => screen.Fail(unknown.Why),
            RunRaceResult.NoProgramme none => screen.Fail(SourceProblems.Lines(none.Errors)),
            var other => throw new InvalidOperationException($"nothing to show for {other.GetType().Name}"),
        };
    }

    private static int Show(RunAnswer answer, Screen screen)
    {
        screen.Json(answer);
        foreach (var line in RunLine.Of(answer, Texts.Culture))
            screen.Out.WriteLine(line);
        if (answer.Extra)
            screen.Out.WriteLine(Texts.Get("run_extra"));
        foreach (var artifact in answer.Artifacts)
            screen.Out.WriteLine($"  {artifact}");
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
        return answer.Returncode;
    }
}
