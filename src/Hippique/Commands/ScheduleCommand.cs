using System.CommandLine;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Scheduling;

namespace Hippique.Commands;

/// <summary><c>hippique schedule [--date D] [--json]</c>: what <c>POST /schedule</c> does.</summary>
public static class ScheduleCommand
{
    public static Command Create()
    {
        var date = DateOption.CreateText("cli_date");
        var json = new Option<bool>("--json") { Description = Texts.Get("cli_json") };
        var command = new Command("schedule", Texts.Get("cli_schedule")) { date, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(date), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? date, bool json, CancellationToken cancellationToken)
    {
        await using var work = await LocalWork.OpenAsync(SettingsReader.FromEnvironment());
        var day = DayText.Parse(date, TimeProvider.System);
        if (!day.IsOk)
            return CommandOutput.Fail(day.Error);
        if (work.Service is { } service)
        {
            var answer = await service.PostAsync<ScheduleAnswer>(
                "/schedule",
                new ScheduleRequest(date ?? "today", "tasks"),
                cancellationToken
            );
            return answer.TryGet(out var scheduled) ? Show(scheduled, json) : CommandOutput.Fail(answer.Error);
        }
        return await work.Get<ScheduleDayHandler>().ScheduleAsync(day.Value, cancellationToken) switch
        {
            ScheduleDayResult.Scheduled scheduled => Show(ScheduleAnswer.Of(scheduled, "tasks"), json),
            ScheduleDayResult.NoProgramme none => CommandOutput.Fail(SourceProblems.Lines(none.Errors)),
            var other => throw new InvalidOperationException($"nothing to show for {other.GetType().Name}"),
        };
    }

    private static int Show(ScheduleAnswer answer, bool json)
    {
        if (json)
        {
            CommandOutput.WriteJson(answer);
            return 0;
        }
        Console.Out.WriteLine(
            Texts.Get("schedule_done", answer.Date, answer.TotalRaces, answer.ScheduledH30, answer.ScheduledH5, answer.Created)
        );
        foreach (var line in answer.PlanSummary)
            Console.Out.WriteLine($"  {line.Time}  {line.Race, -7} {line.Meeting}");
        if (answer.Kept)
            Console.Error.WriteLine(Texts.Get("schedule_kept"));
        foreach (var refusal in answer.Refusals)
            Console.Error.WriteLine(Texts.Get("schedule_refusal", refusal.Source, refusal.Code, refusal.Why));
        return 0;
    }
}
