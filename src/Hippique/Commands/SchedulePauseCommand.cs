using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
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

    private static Task<int> RunAsync(bool pause, Screen screen, CancellationToken cancellationToken) =>
        new InstallationOrder<PlanPauseAnswer>
        {
            Path = pause ? "/schedule/pause" : "/schedule/resume",
            Kind = pause ? ActionKind.PlanPause : ActionKind.PlanResume,
            Act = async work =>
            {
                var plan = work.Get<PlanMaintenance>();
                if (pause)
                {
                    var holds = await plan.PauseAsync(LocalWork.User.Name, cancellationToken);
                    return new PlanPauseAnswer(Paused: true, holds.Since, holds.By, LocalWork.Correlation);
                }
                await plan.ResumeAsync(cancellationToken);
                return new PlanPauseAnswer(Paused: false, null, null, LocalWork.Correlation);
            },
            Show = told => Show(told, screen),
        }.RunAsync(screen, cancellationToken);

    private static void Show(PlanPauseAnswer answer, Screen screen)
    {
        var text = answer.Since is { } since
            ? Texts.Get("plan_paused", ParisTime.ToParis(since), PersonWords.NameOf(answer.By ?? "", Texts.Culture))
            : Texts.Get("plan_by_hours");
        foreach (var line in WrappedText.Of(text, ""))
            screen.Out.WriteLine(line);
    }
}
