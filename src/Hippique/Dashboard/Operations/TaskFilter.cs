using System.Text.Json;
using Hippique.Orchestration.Scheduling;

namespace Hippique.Dashboard.Operations;

/// <summary>Which tasks of the day are listed.</summary>
/// <param name="State"><see cref="Attention"/>, <see cref="All"/> or the name of a state.</param>
/// <param name="Kind">Name of a kind; empty: all.</param>
public sealed record TaskFilter(string State, string Kind)
{
    /// <summary>What did not end as planned, is late, or waits for something; also where nothing is asked for.</summary>
    public const string Attention = "";
    public const string All = "all";

    /// <summary>Of the query of a call.</summary>
    public static TaskFilter Of(HttpRequest request) => new(request.Query["state"].ToString(), request.Query["kind"].ToString());

    public bool Takes(DayTask task) =>
        (Kind.Length == 0 || Code(task.Kind) == Kind)
        && State switch
        {
            All => true,
            Attention => NeedsAttention(task),
            _ => Code(task.State) == State,
        };

    /// <summary>A race that was moved or withdrawn has cancelled tasks, which is as it should be.</summary>
    public static bool NeedsAttention(DayTask task) =>
        task.State is DayTaskState.Missed or DayTaskState.Failed or DayTaskState.Late or DayTaskState.Due or DayTaskState.Running
        || (task.State == DayTaskState.Waiting && task.Reason is not null);

    /// <summary><c>early_plan</c>, <c>missed</c>.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
