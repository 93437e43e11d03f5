using System.CommandLine;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Phases;

namespace Hippique.Commands;

/// <summary><c>hippique run --url U --phase H5 [--date D] [--force] [--json]</c>: what <c>POST /run</c> does.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = Texts.Get("cli_url"), Required = true };
        var phase = new Option<string>("--phase") { Description = Texts.Get("cli_phase"), Required = true };
        var date = DateOption.CreateText("cli_date");
        var force = new Option<bool>("--force") { Description = Texts.Get("cli_run_force") };
        var json = new Option<bool>("--json") { Description = Texts.Get("cli_json") };
        var command = new Command("run", Texts.Get("cli_run")) { url, phase, date, force, json };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new RunRequest(parsed.GetValue(url), parsed.GetValue(phase), parsed.GetValue(date), parsed.GetValue(force)),
                    parsed.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(RunRequest request, bool json, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        var read = new RunOrderReader(Composition.Hosts(settings.Sources), TimeProvider.System).Read(
            request.CourseUrl,
            request.Phase,
            request.Date
        );
        if (!read.TryGet(out var order))
            return CommandOutput.Fail(read.Error);
        await using var work = await LocalWork.OpenAsync(settings);
        if (work.Service is { } service)
        {
            var answer = await service.PostAsync<RunAnswer>("/run", request, cancellationToken);
            return answer.TryGet(out var ran) ? Show(ran, json) : CommandOutput.Fail(answer.Error);
        }
        var runner = await work.RunnerAsync(cancellationToken);
        return await runner.RunAsync(order.Link, order.Phase, request.Force ?? false, cancellationToken) switch
        {
            RunRaceResult.Ran { Phase: PhaseResult.Ended ended } => Show(RunAnswer.Of(ended), json),
            RunRaceResult.Ran { Phase: PhaseResult.RetryLater later } => CommandOutput.Fail(
                Texts.Get("run_later", (int)Math.Ceiling(later.After.TotalSeconds), later.Why)
            ),
            RunRaceResult.Looked { Look: ExtraLook.Refused { RetryAfter: { } after } refused } => CommandOutput.Fail(
                Texts.Get("run_later", (int)Math.Ceiling(after.TotalSeconds), refused.Why)
            ),
            RunRaceResult.Looked { Look: var look } => Show(RunAnswer.Of(look), json),
            RunRaceResult.UnknownRace unknown => CommandOutput.Fail(unknown.Why),
            RunRaceResult.NoProgramme none => CommandOutput.Fail(SourceProblems.Lines(none.Errors)),
            var other => throw new InvalidOperationException($"nothing to show for {other.GetType().Name}"),
        };
    }

    private static int Show(RunAnswer answer, bool json)
    {
        if (json)
            CommandOutput.WriteJson(answer);
        else
        {
            Console.Out.WriteLine(Texts.Get(answer.Ok ? "run_done" : "run_failed", answer.CorrelationId));
            if (answer.Extra)
                Console.Out.WriteLine(Texts.Get("run_extra"));
            foreach (var artifact in answer.Artifacts)
                Console.Out.WriteLine($"  {artifact}");
            Console.Out.WriteLine(ResponsibleGambling.Line);
        }
        return answer.Returncode;
    }
}
