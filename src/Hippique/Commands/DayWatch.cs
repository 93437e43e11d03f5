using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>Follows a day until it is over or the user stops it: on a terminal the table is drawn anew every second, into a pipe each change is a line.</summary>
internal sealed class DayWatch(Func<Task<ParseResult<DayTasks>>> read, Screen screen)
{
    /// <summary>Real time: whoever reads along is no part of the day.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly DayLines _lines = new(Texts.Culture);

    /// <returns>0 when no task is open any more or the user has seen enough; 1 if the service is gone.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return screen.IsTerminal ? await DrawAsync(cancellationToken) : await TellAsync(cancellationToken);
        }
        // Ctrl-C is how one stops watching.
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private async Task<int> DrawAsync(CancellationToken cancellationToken)
    {
        ParseResult<DayTasks> day = default;
        await screen.LiveAsync(async draw =>
        {
            while ((day = await read()).TryGet(out var seen))
            {
                draw(string.Join('\n', _lines.Of(seen, screen.TerminalHeight - 1)));
                if (IsOver(seen))
                    return;
                await Task.Delay(Look, TimeProvider.System, cancellationToken);
            }
        });
        return day.IsOk ? 0 : screen.Fail(day.Error);
    }

    private async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        ParseResult<DayTasks> day;
        while ((day = await read()).TryGet(out var seen))
        {
            foreach (var task in seen.Tasks)
            {
                // How long it has been due is no change.
                var line = _lines.Changed(task with { LateSeconds = task.EndedAt is null ? null : task.LateSeconds }, seen.At);
                var said = line[line.IndexOf(' ', StringComparison.Ordinal)..];
                if (!known.TryGetValue(task.Name, out var before) || before != said)
                    screen.Out.WriteLine(line);
                known[task.Name] = said;
            }
            if (IsOver(seen))
                return 0;
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
        return screen.Fail(day.Error);
    }

    private static bool IsOver(DayTasks day) => day.Tasks.All(task => task.EndedAt is not null);
}
