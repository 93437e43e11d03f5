using Hippique.Commands;
using Hippique.Gpi.Rules;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Dashboard.Replay;

/// <summary>Opens a recorded day as <c>hippique replay DAY_FOLDER</c> does: the record of past races and the ledger of the installation are not read.</summary>
internal sealed class RecordedDayOpener(RecordedDays days, HippiqueSettings settings)
{
    /// <param name="date">Of the day.</param>
    /// <param name="rules">Name of a shipped rule set.</param>
    /// <param name="listener">Hears what happens in it.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="IOException">The recording cannot be read.</exception>
    /// <exception cref="InvalidDataException">The recording is corrupt.</exception>
    public async Task<OpenedDay> OpenAsync(DateOnly date, string rules, IEventListener listener, CancellationToken cancellationToken)
    {
        var folder = days.FolderOf(date);
        var setup =
            await RecordedDaySetup.OpenAsync(folder, date, settings, cancellationToken)
            ?? throw new UnreadableFileException(Problem.Of($"{folder} holds no recorded programme"));
        IDisposable? sources = null;
        // The lines of a replay are no lines of the live day.
        var day = new SteppedDay(
            setup.ToReplay(opened => sources = opened),
            setup.Analyser(RuleSets.Load(rules).Value, settings.Play.Model, RaceHistory.Empty),
            setup.Phases,
            listener,
            NullLoggerFactory.Instance
        );
        return new OpenedDay(day, sources);
    }
}

/// <summary>A day that is open.</summary>
/// <param name="steps">Runs it.</param>
/// <param name="sources">Its recording.</param>
internal sealed class OpenedDay(SteppedDay steps, IDisposable? sources) : IAsyncDisposable
{
    public SteppedDay Steps => steps;

    public async ValueTask DisposeAsync()
    {
        await steps.DisposeAsync();
        sources?.Dispose();
    }
}
