using System.Security.Cryptography;
using System.Threading.Channels;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Dashboard.Replay;

/// <summary>
/// The sandboxes and comparisons of this process, and the one loop that works on them: a task at a time, of one after the other, and none while the live day has an H-5 to do.
/// </summary>
internal sealed partial class ReplayDesk(
    RecordedDayOpener opener,
    LiveWork live,
    HippiqueSettings settings,
    PhaseSettings phases,
    TimeProvider clock,
    ILogger<ReplayDesk> logger
) : BackgroundService
{
    /// <summary>That many days are watched at once.</summary>
    public const int MostSandboxes = 2;

    /// <summary>That many comparisons are kept, those that wait among them.</summary>
    public const int MostComparisons = 4;

    /// <summary>A day that nobody has looked at for that long is closed.</summary>
    public static readonly TimeSpan UnseenAtMost = TimeSpan.FromMinutes(10);

    /// <summary>How often the clocks of sandboxes are moved on while nothing is due.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<Sandbox> _sandboxes = [];
    private readonly List<Sandbox> _leaving = [];
    private readonly List<Comparison> _comparisons = [];
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    // A rehearsal's clock runs faster than that of whoever looks.
    private double ClockSpeed => phases.Rehearsal?.Speed ?? 1;

    public IReadOnlyList<Sandbox> Sandboxes
    {
        get
        {
            lock (_gate)
                return [.. _sandboxes];
        }
    }

    public IReadOnlyList<ComparisonOrder> Comparisons
    {
        get
        {
            lock (_gate)
                return [.. _comparisons.Select(one => one.Order)];
        }
    }

    public Sandbox? Find(string id) => Sandboxes.FirstOrDefault(sandbox => sandbox.Id == id);

    /// <summary>Null: as many as there may be are open.</summary>
    public Sandbox? Open(SandboxOrder order)
    {
        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var sandbox = new Sandbox(id, order, opener, settings, new SandboxPace(clock, ClockSpeed), clock);
        lock (_gate)
        {
            if (_sandboxes.Count >= MostSandboxes)
                return null;
            _sandboxes.Add(sandbox);
        }
        Wake();
        return sandbox;
    }

    public void Close(Sandbox sandbox)
    {
        lock (_gate)
        {
            if (_sandboxes.Remove(sandbox))
                _leaving.Add(sandbox);
        }
        Wake();
    }

    /// <summary>Begins it, unless it is known already.</summary>
    /// <returns>False: as many as there may be are waiting.</returns>
    public bool Compare(ComparisonOrder order)
    {
        lock (_gate)
        {
            if (_comparisons.Exists(one => one.Order == order && one.Failure is null))
                return true;
            _comparisons.RemoveAll(one => one.Order == order);
            if (_comparisons.Count >= MostComparisons && _comparisons.Find(one => one.HasEnded) is { } oldest)
                _comparisons.Remove(oldest);
            if (_comparisons.Count >= MostComparisons)
                return false;
            _comparisons.Add(new Comparison(order, opener));
        }
        Wake();
        return true;
    }

    /// <summary>Null: it was not asked for, or is no longer kept.</summary>
    public Comparison? Find(ComparisonOrder order)
    {
        lock (_gate)
            return _comparisons.Find(one => one.Order == order);
    }

    /// <summary>There is something to do.</summary>
    public void Wake() => _calls.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _calls.Reader.WaitToReadAsync(stoppingToken))
                await WorkAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
        finally
        {
            foreach (var sandbox in Sandboxes)
                Close(sandbox);
            await LetGoAsync();
            if (Waiting() is { } cut)
                await cut.DisposeAsync();
        }
    }

    /// <summary>Until nothing is open and nothing waits.</summary>
    private async Task WorkAsync(CancellationToken stopping)
    {
        while (true)
        {
            _calls.Reader.TryRead(out _);
            foreach (var unseen in Sandboxes.Where(sandbox => sandbox.IsUnseenFor(UnseenAtMost * ClockSpeed)))
                Close(unseen);
            await LetGoAsync();
            if (Sandboxes.Count == 0 && Waiting() is null)
                return;
            if (!await StepAsync(stopping))
                await RestAsync(stopping);
        }
    }

    private async Task<bool> StepAsync(CancellationToken stopping)
    {
        var worked = false;
        foreach (var sandbox in Sandboxes)
            worked |= await StepAsync(held => sandbox.StepAsync(held, stopping), sandbox.Fail, stopping);
        if (Waiting() is { } comparison)
            worked |= await StepAsync(async held => !held && await comparison.StepAsync(stopping), comparison.Fail, stopping);
        // Whoever else waits for a thread comes first.
        await Task.Yield();
        return worked;
    }

    private async Task<bool> StepAsync(Func<bool, Task<bool>> step, Action<Problem> fail, CancellationToken stopping)
    {
        try
        {
            return await step(await live.IsNearAsync(stopping));
        }
        // The boundary to what was recorded: whatever is wrong with a day ends its replay, and nothing of the service.
        catch (Exception broken) when (broken is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Broken(logger, broken);
            fail(FileProblem.Of(broken));
            return true;
        }
    }

    private Comparison? Waiting()
    {
        lock (_gate)
            return _comparisons.Find(one => !one.HasEnded);
    }

    private async Task LetGoAsync()
    {
        List<Sandbox> leaving;
        List<Comparison> ended;
        lock (_gate)
        {
            (leaving, ended) = ([.. _leaving], [.. _comparisons.Where(one => one.HasEnded)]);
            _leaving.Clear();
        }
        foreach (var sandbox in leaving)
            await sandbox.DisposeAsync();
        foreach (var comparison in ended)
            await comparison.DisposeAsync();
    }

    private async Task RestAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var tick = Task.Delay(Tick, clock, ended.Token);
        var call = _calls.Reader.WaitToReadAsync(ended.Token).AsTask();
        await Task.WhenAny(tick, call);
        await ended.CancelAsync();
        await Task.WhenAll(tick, call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.ThrowIfCancellationRequested();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "a replay of the dashboard ended: its recording could not be followed")]
    private static partial void Broken(ILogger logger, Exception broken);
}
