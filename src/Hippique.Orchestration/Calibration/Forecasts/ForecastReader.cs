using System.Collections.Concurrent;
using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>
/// How the model in use did on the days of this installation that are over. Each day is read once in the life of the process and kept as a few sums; one whose results can still
/// change is read again once its files have. Reading goes on behind the calls: a call waits for it a little where days are missing, and not at all where none is.
/// </summary>
public sealed class ForecastReader : IDisposable
{
    /// <summary>How long a call waits while days are missing.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How often it is looked whether a day has changed or is new; in between nothing is read.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Days back whose results can still change: the program asks for open tickets three weeks long.</summary>
    private const int OpenDays = 22;

    private readonly IArtifactStore _store;
    private readonly DayForecastsReader _days;
    private readonly GpiModel _model;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<DateOnly, Kept> _kept = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _reading = Task.CompletedTask;
    private long? _lookedAt;

    /// <summary>Until the first look has counted them: one at least.</summary>
    private volatile int _toRead = 1;
    private volatile Made? _made;
    private long _version;

    /// <param name="store">Where the days lie.</param>
    /// <param name="plans">Their plans.</param>
    /// <param name="model">The model in use.</param>
    /// <param name="clock">Tells which days are over, and when it is time to look again.</param>
    public ForecastReader(IArtifactStore store, PlanStore plans, GpiModel model, TimeProvider clock)
    {
        (_store, _model, _clock) = (store, model, clock);
        _days = new DayForecastsReader(store, plans, model);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>What is known by now; <see cref="ForecastReport.DaysToRead"/> says whether more is being read.</summary>
    /// <exception cref="ArtifactException">The store cannot be read; the next call tries again.</exception>
    public async Task<ForecastReport> ReadAsync(CancellationToken cancellationToken)
    {
        var (reading, isWaitedFor) = Reading();
        if (isWaitedFor)
            await Task.WhenAny(reading, Task.Delay(Patience, _clock, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (reading.IsCompleted)
            await reading.ConfigureAwait(false);
        return Report();
    }

    /// <summary>What is being read, or was read last; a failure that no call has seen makes the next one wait and find out.</summary>
    private (Task Reading, bool IsWaitedFor) Reading()
    {
        lock (_gate)
        {
            var hasFailed = _reading.IsFaulted || _reading.IsCanceled;
            if (_reading.IsCompleted && (hasFailed || _lookedAt is not { } last || _clock.GetElapsedTime(last) >= Look))
            {
                _lookedAt = _clock.GetTimestamp();
                var stop = _stop.Token;
                _reading = Task.Run(() => LookAsync(stop), stop);
            }
            return (_reading, hasFailed || _toRead > 0);
        }
    }

    private ForecastReport Report()
    {
        var (version, toRead) = (Interlocked.Read(ref _version), _toRead);
        if (_made is not { } made || made.Version != version)
        {
            var days = _kept.Values.Select(kept => kept.Day).OfType<DayForecasts>().OrderBy(day => day.Date).ToList();
            _made = made = new Made(version, ForecastReport.Of(_model, days, toRead));
        }
        return made.Report with { DaysToRead = toRead };
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var today = ParisTime.ProgrammeOf(_clock.GetUtcNow());
        var dates = (await _store.FoldersAsync("", cancellationToken).ConfigureAwait(false))
            .Select(ArtifactPaths.DayOf)
            .OfType<DateOnly>()
            .Where(date => date < today && date >= FirstUnseen(_model))
            .OrderDescending()
            .ToList();
        foreach (var gone in _kept.Keys.Except(dates))
            if (_kept.TryRemove(gone, out _))
                Interlocked.Increment(ref _version);
        var due = new List<(DateOnly Date, string Stamp)>();
        foreach (var date in dates)
        {
            var isOpen = date >= today.AddDays(-OpenDays);
            if (_kept.TryGetValue(date, out var kept) && !isOpen)
                continue;
            var stamp = isOpen ? await StampAsync(date, cancellationToken).ConfigureAwait(false) : "";
            if (kept is null || kept.Stamp != stamp)
                due.Add((date, stamp));
        }
        // A day that is read again has figures to show meanwhile.
        _toRead = due.Count(day => !_kept.ContainsKey(day.Date));
        foreach (var (date, stamp) in due)
        {
            var day = await _days.ReadAsync(date, cancellationToken).ConfigureAwait(false);
            if (!_kept.ContainsKey(date))
                _toRead--;
            _kept[date] = new Kept(day, stamp);
            Interlocked.Increment(ref _version);
        }
        // Here, and not in the call that asks next: intervals over a year of days take a while.
        Report();
    }

    /// <summary>Of the files that say something here: a log that grows changes nothing.</summary>
    private async Task<string> StampAsync(DateOnly date, CancellationToken cancellationToken) =>
        string.Join(
            '\n',
            (await _store.StampsAsync(ArtifactPaths.Day(date), cancellationToken).ConfigureAwait(false))
                .Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal))
                .Select(file => file.Stamp)
        );

    /// <summary>No pool has an earlier day that the model was not fitted on.</summary>
    private static DateOnly FirstUnseen(GpiModel model) => model.Data.HeldOut.Values.Append(model.Data.To.AddDays(1)).Min();

    /// <param name="Version">Of the days when it was made.</param>
    private sealed record Made(long Version, ForecastReport Report);

    /// <param name="Day">Null: it has no plan.</param>
    /// <param name="Stamp">Of its files before they were read; empty of a day that no longer changes.</param>
    private sealed record Kept(DayForecasts? Day, string Stamp);
}
