using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique queue</c>: whether tasks are woken and days planned; <c>queue pause</c> and <c>queue resume</c>: what <c>POST /queue/pause</c> and <c>/resume</c> do.</summary>
public static class QueueCommand
{
    public static Command Create()
    {
        var command = new Command("queue", Texts.Get("cli_queue"))
        {
            Switch("pause", "cli_queue_pause", pause: true),
            Switch("resume", "cli_queue_resume", pause: false),
        };
        command.SetAction((parsed, cancellationToken) => ShowAsync(Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static Command Switch(string name, string description, bool pause)
    {
        var command = new Command(name, Texts.Get(description));
        command.SetAction((parsed, cancellationToken) => SwitchAsync(pause, Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static Task<int> SwitchAsync(bool pause, Screen screen, CancellationToken cancellationToken) =>
        new InstallationOrder<QueueAnswer>
        {
            Path = pause ? "/queue/pause" : "/queue/resume",
            Kind = pause ? ActionKind.QueuePause : ActionKind.QueueResume,
            Act = async work =>
            {
                var timer = work.Get<ITaskTimer>();
                await (pause ? timer.PauseAsync(cancellationToken) : timer.ResumeAsync(cancellationToken));
                return new QueueAnswer(pause, LocalWork.Correlation);
            },
            Show = told => screen.Out.WriteLine(Texts.Get(told.Paused ? "queue_paused" : "queue_resumed")),
        }.RunAsync(screen, cancellationToken);

    private static async Task<int> ShowAsync(Screen screen, CancellationToken cancellationToken)
    {
        await using var work = await LocalWork.OpenAsync(SettingsReader.FromEnvironment());
        var read = work.Service is { } service
            ? await service.GetAsync<QueueView>("/api/queue", cancellationToken)
            : ParseResult<QueueView>.Ok(
                new QueueView(
                    await work.Get<ITaskTimer>().IsPausedAsync(cancellationToken) ? QueueState.Paused : QueueState.Stopped,
                    await work.Get<PlanPauseStore>().GetAsync(cancellationToken)
                )
            );
        if (!read.TryGet(out var view))
            return screen.Fail(read.Error);
        screen.Answer(view, told => Show(told, screen));
        return 0;
    }

    private static void Show(QueueView view, Screen screen)
    {
        screen.Out.WriteLine(Texts.Get($"queue_state_{view.Queue.ToString().ToLowerInvariant()}"));
        var plan = view.PlanPaused is { } pause
            ? Texts.Get("plan_paused", ParisTime.ToParis(pause.Since), PersonWords.NameOf(pause.By, Texts.Culture))
            : Texts.Get("plan_by_hours");
        foreach (var line in WrappedText.Of(plan, ""))
            screen.Out.WriteLine(line);
    }
}
