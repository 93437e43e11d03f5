using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Maintenance;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique schedule pause</c> and <c>schedule resume</c>: the daily plan, as <c>POST /schedule/pause</c> and <c>/resume</c>.</summary>
internal static class SchedulePauseCommand
{
    private const string Pause = "pause";

    public static Command Create(string name, string description)
    {
        var command = new Command(name, Texts.Get(description));
        command.SetAction((parsed, cancellationToken) => RunAsync(name == Pause, Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool pause, Screen screen, CancellationToken cancellationToken)
    {
        await using var work = await LocalWork.OpenAsync(SettingsReader.FromEnvironment(), screen);
        var answered = work.Service is { } service
            ? await service.PostAsync<PlanPauseAnswer>(pause ? "/schedule/pause" : "/schedule/resume", cancellationToken)
            : ParseResult<PlanPauseAnswer>.Ok(await HereAsync(work, pause, cancellationToken));
        if (!answered.TryGet(out var answer))
            return screen.Fail(answered.Error);
        screen.Answer(answer, told => Show(told, screen));
        return 0;
    }

    private static Task<PlanPauseAnswer> HereAsync(LocalWork work, bool pause, CancellationToken cancellationToken)
    {
        var plan = work.Get<PlanMaintenance>();
        return work.RecordAsync(
            pause ? ActionKind.PlanPause : ActionKind.PlanResume,
            null,
            async () =>
            {
                if (pause)
                {
                    var holds = await plan.PauseAsync(LocalWork.User.Name, cancellationToken);
                    return new PlanPauseAnswer(Paused: true, holds.Since, holds.By, LocalWork.Correlation);
                }
                await plan.ResumeAsync(cancellationToken);
                return new PlanPauseAnswer(Paused: false, null, null, LocalWork.Correlation);
            },
            _ => ActionResult.Done,
            cancellationToken
        );
    }

    private static void Show(PlanPauseAnswer answer, Screen screen)
    {
        var text = answer.Since is { } since
            ? Texts.Get("plan_paused", ParisTime.ToParis(since), PersonWords.NameOf(answer.By ?? "", Texts.Culture))
            : Texts.Get("plan_by_hours");
        foreach (var line in WrappedText.Of(text, ""))
            screen.Out.WriteLine(line);
    }
}
