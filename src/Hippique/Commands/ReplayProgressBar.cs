using Hippique.Hosting;
using Hippique.Orchestration.Replay;
using Spectre.Console;

namespace Hippique.Commands;

/// <summary>Shows how far a replay has come, on stderr and only if that is a terminal.</summary>
internal static class ReplayProgressBar
{
    public static async Task<ReplayReport> RunAsync(Func<IProgress<ReplayProgress>?, Task<ReplayReport>> replay)
    {
        if (Console.IsErrorRedirected)
            return await replay(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context => await replay(new Bar(context.AddTask(Texts.Get("replay_running"), maxValue: 1))));
    }

    /// <summary>Sets the bar at once; <c>Progress&lt;T&gt;</c> would go through the thread pool and could finish after the table.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value)
        {
            task.MaxValue = value.Phases;
            task.Value = Math.Max(task.Value, value.Done);
        }
    }
}
