using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Hosting;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Maintenance;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Dashboard.Operations;

/// <summary>The buttons of the page: each does what its endpoint does, and is in the action log like it.</summary>
internal sealed class OperationsForms(
    PageFrames frames,
    ITaskTimer timer,
    PlanMaintenance plan,
    ScheduleDayHandler days,
    RecentHealth health,
    TaskOrderEndpoints.Desk tasks,
    PersonActions actions,
    ILoggerFactory logs
)
{
    /// <summary>Value of a button: an order, and after a space the task that it is about.</summary>
    public const string Field = "order";
    public const string Path = "/operations/orders";

    public async Task<IResult> OrderAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        var frame = frames.Of(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var back = LocalPath.Of(form["back"]);
        if (await DoAsync(context, form[Field].ToString().Split(' '), frame) is not { } done)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        // A page that was posted is not shown: whoever loads it again would ask for it again.
        if (done is not ProblemHttpResult { ProblemDetails: var problem, StatusCode: var status })
            return new SeeOther(back);
        var why = ProblemText.In(frame.Culture, KeptProblem.Of(problem.Detail ?? problem.Title ?? ""));
        return NoticePage.Of(frame, "dash_not_done", why, back, status);
    }

    /// <summary>Null: there is no such order.</summary>
    private async Task<IResult?> DoAsync(HttpContext context, string[] order, PageFrame frame) =>
        order switch
        {
            ["queue_pause"] => (await QueueEndpoints.PauseAsync(context, timer, health, actions, logs.CreateLogger<QueueAnswer>())).Result,
            ["queue_resume"] => (
                await QueueEndpoints.ResumeAsync(context, timer, health, actions, logs.CreateLogger<QueueAnswer>())
            ).Result,
            ["plan_pause"] => (
                await PlanPauseEndpoints.PauseAsync(context, plan, health, actions, logs.CreateLogger<PlanPauseAnswer>())
            ).Result,
            ["plan_resume"] => (
                await PlanPauseEndpoints.ResumeAsync(context, plan, health, actions, logs.CreateLogger<PlanPauseAnswer>())
            ).Result,
            ["plan_now"] => (
                await ScheduleEndpoint.PlanAsync(
                    context,
                    new ScheduleOrder(frame.Today),
                    "tasks",
                    days,
                    actions,
                    logs.CreateLogger<ScheduleRequest>()
                )
            ).Result,
            ["run", var name] => (await tasks.RunAsync(context, name, force: false)).Result,
            ["cancel", var name] => (await tasks.CancelAsync(context, name)).Result,
            ["retry", var name] => (await tasks.RetryAsync(context, name)).Result,
            _ => null,
        };
}
