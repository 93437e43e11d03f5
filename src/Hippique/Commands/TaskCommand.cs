using System.CommandLine;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Maintenance;
using Hippique.Orchestration.Statistics;

namespace Hippique.Commands;

/// <summary>
/// <c>hippique task run|cancel|retry NAME</c> or <c>R1C3 h5 [--date D]</c>: what <c>POST /tasks/{name}/run</c>, <c>/cancel</c> and <c>/retry</c> do.
/// </summary>
public static class TaskCommand
{
    public static Command Create()
    {
        var force = new Option<bool>("--force") { Description = Texts.Get("cli_run_force") };
        return new Command("task", Texts.Get("cli_task"))
        {
            One("run", "cli_task_run", ActionKind.TaskRun, force),
            One("cancel", "cli_task_cancel", ActionKind.TaskCancel),
            One("retry", "cli_task_retry", ActionKind.TaskRetry),
        };
    }

    private static Command One(string verb, string description, ActionKind action, Option<bool>? force = null)
    {
        var name = new Argument<string[]>("NAME") { Arity = new ArgumentArity(1, 2), Description = Texts.Get("cli_task_name") };
        var date = DateOption.CreateText("cli_date");
        var command = new Command(verb, Texts.Get(description)) { name, date };
        if (force is not null)
            command.Options.Add(force);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new Order(verb, action, force is not null && parsed.GetValue(force)),
                    parsed.GetRequiredValue(name),
                    parsed.GetValue(date),
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Order order,
        IReadOnlyList<string> typed,
        string? date,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var settings = SettingsReader.FromEnvironment();
        await using var work = await LocalWork.OpenAsync(settings, screen);
        var found = await TaskFinder.FindAsync(work, settings, typed, date, cancellationToken);
        if (!found.TryGet(out var name))
            return screen.Fail(found.Error);
        if (work.Service is { } service)
        {
            var path = $"/tasks/{Uri.EscapeDataString(name)}/{order.Verb}{(order.Force ? "?force=true" : "")}";
            var answered = await service.PostAsync<TaskOrderAnswer>(path, cancellationToken);
            return answered.TryGet(out var answer) ? Show(answer, screen) : screen.Fail(answered.Error);
        }
        return await HereAsync(work, order, name, cancellationToken) switch
        {
            TaskOrderVerdict.Answered { Answer: var answer } => Show(answer, screen),
            TaskOrderVerdict.Unknown { Why: var why } => screen.Fail(why),
            TaskOrderVerdict.Refused { Why: var why } => screen.Fail(why),
            TaskOrderVerdict.Later later => screen.Fail(
                Texts.Get("run_later", (int)Math.Ceiling(later.After.TotalSeconds), KeptProblem.Of(later.Why.ToString()))
            ),
            var other => throw new InvalidOperationException($"nothing to show for {other.GetType().Name}"),
        };
    }

    private static async Task<TaskOrderVerdict> HereAsync(LocalWork work, Order order, string name, CancellationToken cancellationToken)
    {
        var tasks = work.Get<TaskMaintenance>();
        // Which a service reads at its start.
        if (order.Action != ActionKind.TaskCancel)
            await work.Get<CurrentHistory>().RefreshAsync(cancellationToken);
        return await work.RecordAsync(
            order.Action,
            name,
            async () =>
                TaskOrderVerdict.Of(
                    name,
                    order.Action switch
                    {
                        ActionKind.TaskRun => await tasks.RunAsync(name, order.Force, cancellationToken),
                        ActionKind.TaskCancel => await tasks.CancelAsync(name, cancellationToken),
                        _ => await tasks.RetryAsync(name, cancellationToken),
                    },
                    TimeProvider.System.GetUtcNow()
                ),
            LocalResults.Of,
            cancellationToken
        );
    }

    private static int Show(TaskOrderAnswer answer, Screen screen)
    {
        screen.Json(answer);
        foreach (var line in TaskOrderLines.Of(answer, Texts.Culture))
            screen.Out.WriteLine(line);
        return answer.Ok ? 0 : 1;
    }

    private sealed record Order(string Verb, ActionKind Action, bool Force);
}
