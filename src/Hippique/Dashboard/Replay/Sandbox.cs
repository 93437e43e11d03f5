using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Live;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Dashboard.Replay;

/// <summary>
/// A recorded day that is watched at a chosen speed: its own clock, stores, queue and events. <see cref="StepAsync"/> is called by the desk alone, everything else by requests.
/// </summary>
internal sealed class Sandbox(
    string id,
    SandboxOrder order,
    RecordedDayOpener opener,
    HippiqueSettings settings,
    SandboxPace pace,
    TimeProvider clock
) : IAsyncDisposable
{
    /// <summary>Before the first look, when the day begins to be watched.</summary>
    internal static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private OpenedDay? _day;
    private SandboxState _state = SandboxState.Preparing;
    private Problem? _failure;
    private bool _toNext;
    private bool _toEnd;
    private TaskCompletionSource? _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _seenAt = clock.GetUtcNow();
    private int _listeners;

    public string Id => id;

    /// <summary>What happens in it.</summary>
    public EventFeed Feed { get; } = new(clock);

    /// <summary>Null until the day is planned.</summary>
    public SandboxReaders? Readers { get; private set; }

    /// <summary>What it leaves, in memory; null until the day is planned.</summary>
    internal IArtifactStore? Artifacts => _day?.Steps.Artifacts;

    /// <summary>It was closed; its listeners are let go.</summary>
    public CancellationToken Closed => _closed.Token;

    public SandboxMark Mark
    {
        get
        {
            lock (_gate)
                return new SandboxMark
                {
                    Id = id,
                    Date = order.Date,
                    Rules = order.Rules,
                    Speed = _state == SandboxState.Preparing ? order.Speed : pace.Speed,
                    State =
                        _state != SandboxState.Running ? _state
                        : pace.IsPaused ? SandboxState.Paused
                        : pace.IsHeld ? SandboxState.Held
                        : SandboxState.Running,
                    Now = _state switch
                    {
                        SandboxState.Running when !_toEnd => pace.Target,
                        SandboxState.Running or SandboxState.Over => _day!.Steps.Now,
                        _ => null,
                    },
                    Failure = _failure,
                };
        }
    }

    /// <summary>Somebody looks at it.</summary>
    public void Seen()
    {
        lock (_gate)
            _seenAt = clock.GetUtcNow();
    }

    /// <summary>Somebody looks at it until what is returned is disposed of.</summary>
    public IDisposable Watch()
    {
        lock (_gate)
            _listeners++;
        return new Watcher(this);
    }

    /// <summary>Nobody has looked at it for that long.</summary>
    public bool IsUnseenFor(TimeSpan time)
    {
        lock (_gate)
            return _listeners == 0 && clock.GetUtcNow() - _seenAt >= time;
    }

    public void Pause(bool paused)
    {
        lock (_gate)
        {
            if (_toEnd && paused)
                pace.JumpTo(_day!.Steps.Now);
            _toEnd &= !paused;
            pace.Pause(paused);
        }
    }

    public void Set(int speed) => pace.Set(speed);

    /// <summary>To the next H-30 or H-5, which is carried out.</summary>
    public void ToNextPhase()
    {
        lock (_gate)
        {
            _toNext = true;
            _caughtUp ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Everything that is left, as fast as it goes.</summary>
    public void ToEnd()
    {
        lock (_gate)
        {
            _toEnd = _day is not null && _state == SandboxState.Running;
            pace.Pause(false);
        }
    }

    /// <summary>Ends once what was asked for is done, or cannot be done now.</summary>
    public Task CaughtUpAsync()
    {
        lock (_gate)
            return _caughtUp?.Task ?? Task.CompletedTask;
    }

    /// <summary>Plans the day, or carries out one task of it.</summary>
    /// <param name="held">The live day comes first: nothing is carried out, and the day stands.</param>
    /// <param name="cancellationToken">The program ends.</param>
    /// <returns>False: nothing is due.</returns>
    public async Task<bool> StepAsync(bool held, CancellationToken cancellationToken)
    {
        var state = _state;
        if (state is SandboxState.Over or SandboxState.Failed)
            return false;
        if (pace.Hold(held) && state == SandboxState.Running)
            Feed.Tell(held ? "replay_held" : "replay_resumed");
        if (held)
            return CaughtUp();
        if (state == SandboxState.Preparing)
            return await PrepareAsync(cancellationToken);
        var day = _day!.Steps;
        var until = await UntilAsync(cancellationToken);
        if (await day.StepAsync(until, cancellationToken))
            return true;
        if (!await day.IsOverAsync(cancellationToken))
        {
            day.AdvanceTo(until);
            return CaughtUp();
        }
        await day.SettleAsync(cancellationToken);
        Become(SandboxState.Over, "replay_over");
        return CaughtUp();
    }

    /// <summary>The day cannot be replayed, or not any further.</summary>
    public void Fail(Problem why)
    {
        _failure = why;
        Become(SandboxState.Failed, "replay_failed");
        CaughtUp();
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        CaughtUp();
        if (_day is not null)
            await _day.DisposeAsync();
        _closed.Dispose();
    }

    private async Task<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        _day = await opener.OpenAsync(order.Date, order.Rules, Feed, cancellationToken);
        var day = _day.Steps;
        await day.BeginAsync(cancellationToken);
        Readers = new SandboxReaders(day.Services, settings);
        var first = await day.NextPhaseAsync(cancellationToken) - Lead;
        pace.Begin(first > day.Now ? first.Value : day.Now, order.Speed);
        Become(SandboxState.Running, "replay_begun");
        return true;
    }

    /// <summary>The moment up to which tasks are carried out.</summary>
    private async Task<DateTimeOffset> UntilAsync(CancellationToken cancellationToken)
    {
        var isAsked = _toNext;
        var next = isAsked ? await _day!.Steps.NextPhaseAsync(cancellationToken) : null;
        lock (_gate)
        {
            if (next is { } phase)
                pace.JumpTo(phase);
            // After the last phase there is the end.
            _toEnd |= isAsked && next is null;
            _toNext &= !isAsked;
            return _toEnd ? DateTimeOffset.MaxValue : pace.Target;
        }
    }

    private void Become(SandboxState state, string told)
    {
        lock (_gate)
            _state = state;
        Feed.Tell(told);
    }

    private bool CaughtUp()
    {
        lock (_gate)
        {
            _caughtUp?.TrySetResult();
            _caughtUp = null;
        }
        return false;
    }

    private void Leave()
    {
        lock (_gate)
        {
            _listeners--;
            _seenAt = clock.GetUtcNow();
        }
    }

    private sealed class Watcher(Sandbox sandbox) : IDisposable
    {
        private int _hasLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
                sandbox.Leave();
        }
    }
}
