using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Hosting.Logging;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;

namespace Hippique.Dashboard.Operations;

/// <summary>The pages of those who run the service: the day's tasks, sources, messages and actions; and the log.</summary>
internal static class OperationsPages
{
    public const string Path = "/operations";
    public const string LogPath = "/operations/log";

    public static async Task<IResult> ShowAsync(HttpContext context, string? date, PageFrames frames, OperationsReader operations)
    {
        var frame = frames.Of(context);
        if (DayOf(date, frame) is not { } day)
            return NoticePage.NotFound(frame);
        var board = await operations.ReadAsync(day, context.RequestAborted);
        return new RazorPage<OperationsPage>(
            frame,
            frame.Say("dash_nav_operations"),
            new Dictionary<string, object?>
            {
                [nameof(OperationsPage.Board)] = board,
                [nameof(OperationsPage.Filter)] = TaskFilter.Of(context.Request),
            }
        );
    }

    public static async Task<IResult> LogAsync(
        HttpContext context,
        string? id,
        PageFrames frames,
        RecentLines lines,
        TaskQueue queue,
        IArtifactStore store
    )
    {
        var frame = frames.Of(context);
        var asked = id?.Trim() ?? "";
        var view = new LogView
        {
            Id = asked,
            Lines = lines.Latest(asked, LogEndpoint.Most),
            Run = await RunLogAsync(asked, queue, store, context.RequestAborted),
        };
        return new RazorPage<LogPage>(frame, frame.Say("dash_log"), new Dictionary<string, object?> { [nameof(LogPage.View)] = view });
    }

    /// <summary>What a look has left beside its race; nothing for other work.</summary>
    private static async Task<IReadOnlyList<LogLine>> RunLogAsync(
        string id,
        TaskQueue queue,
        IArtifactStore store,
        CancellationToken cancellationToken
    )
    {
        if (TaskName.DateOf(id) is null || await queue.FindAsync(id, cancellationToken) is not { Task: { Race: { } race } task })
            return [];
        return task.Kind.IsPhase() && await store.GetAsync(ArtifactPaths.Log(race, task.Kind.ToPhase()), cancellationToken) is { } there
            ? LogView.Read(there.Content)
            : [];
    }

    private static DateOnly? DayOf(string? date, PageFrame frame) =>
        string.IsNullOrEmpty(date) ? frame.Today : DashboardEndpoints.DateOf(date);
}
