using System.CommandLine;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique schedule [--date D]</c>: what <c>POST /schedule</c> does; <c>pause</c> and <c>resume</c> stop and let go on what the program plans by itself.</summary>
public static class ScheduleCommand
{
    public static Command Create()
    {
        var date = DateOption.CreateText("cli_date");
        var command = new Command("schedule", Texts.Get("cli_schedule"))
        {
            date,
            SchedulePauseCommand.Create("pause", "cli_schedule_pause"),
            SchedulePauseCommand.Create("resume", "cli_schedule_resume"),
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(date), Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? date, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        date ??= RehearsalFolder.TextOfDay(settings.Data.Folder);
        await using var work = await LocalWork.OpenAsync(settings, screen);
        var day = DayText.Parse(date, TimeProvider.System);
        if (!day.IsOk)
            return screen.Fail(day.Error);
        if (work.Service is { } service)
        {
            var answer = await service.PostAsync<ScheduleAnswer>("/schedule", new ScheduleRequest(date, "tasks"), cancellationToken);
            return answer.TryGet(out var scheduled) ? Show(scheduled, screen) : screen.Fail(answer.Error);
        }
        var result = await work.RecordAsync(
            ActionKind.Schedule,
            TaskName.Plan(day.Value),
            () => work.Get<ScheduleDayHandler>().ScheduleAsync(day.Value, cancellationToken),
            LocalResults.Of,
            cancellationToken
        );
        return result switch
        {
            ScheduleDayResult.Scheduled scheduled => Show(ScheduleAnswer.Of(scheduled, "tasks"), screen),
            ScheduleDayResult.NoProgramme none => screen.Fail(SourceProblems.Lines(none.Errors)),
            var other => throw new InvalidOperationException($"nothing to show for {other.GetType().Name}"),
        };
    }

    private static int Show(ScheduleAnswer answer, Screen screen)
    {
        screen.Json(answer);
        screen.Out.WriteLine(
            Texts.Get("schedule_done", answer.Date, answer.TotalRaces, answer.ScheduledH30, answer.ScheduledH5, answer.Created)
        );
        foreach (var line in answer.PlanSummary)
            screen.Out.WriteLine($"  {line.Time}  {line.Race, -7} {line.Meeting}");
        if (answer.Kept)
            screen.Error.WriteLine(Texts.Get("schedule_kept"));
        foreach (var refusal in answer.Refusals)
            screen.Error.WriteLine(
                Texts.Get("schedule_refusal", refusal.Source, KeptProblem.OfCode(refusal.Code), KeptProblem.Of(refusal.Why))
            );
        return 0;
    }
}
