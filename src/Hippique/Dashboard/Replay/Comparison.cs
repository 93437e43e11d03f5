using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Dashboard.Replay;

/// <summary>What is to be compared.</summary>
/// <param name="Date">A recorded day.</param>
/// <param name="A">Name of a shipped rule set.</param>
/// <param name="B">Another one.</param>
public sealed record ComparisonOrder(DateOnly Date, string A, string B)
{
    internal static ComparisonOrder? Read(string? date, string? a, string? b) =>
        DashboardEndpoints.DateOf(date ?? "") is { } day && IsName(a) && IsName(b) && a != b ? new(day, a!, b!) : null;

    /// <summary>Its page.</summary>
    public string Path => FormattableString.Invariant($"{ReplayPages.ComparePath}?date={Date:yyyy-MM-dd}&a={A}&b={B}");

    private static bool IsName(string? name) => Gpi.Rules.RuleSets.Names.Contains(name, StringComparer.Ordinal);
}

/// <summary>
/// One recorded day run to its end by two rule sets, one after the other, a task at a time. Once both have ended only what the page shows is kept. <see cref="StepAsync"/> is called by the desk alone.
/// </summary>
internal sealed class Comparison(ComparisonOrder order, RecordedDayOpener opener) : IEventListener, IAsyncDisposable
{
    private OpenedDay? _day;
    private ComparedDay? _first;
    private int _done;
    private int _phases;

    public ComparisonOrder Order => order;

    /// <summary>Null until both days have ended.</summary>
    public Compared? Result { get; private set; }

    /// <summary>Why it cannot be made; null: it can.</summary>
    public Problem? Failure { get; private set; }

    public bool HasEnded => Result is not null || Failure is not null;

    /// <summary>How much is done, from 0 to 1.</summary>
    public double Progress => _phases == 0 ? 0 : Math.Min(1, (double)Volatile.Read(ref _done) / (2 * _phases));

    public void Heard(HippiqueEvent happened)
    {
        if (happened is HippiqueEvent.TaskEnded { Task.Kind: TaskKind.H30 or TaskKind.H5 })
            Interlocked.Increment(ref _done);
    }

    /// <returns>False: it has ended.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (HasEnded)
            return false;
        if (_day is null)
        {
            _day = await opener.OpenAsync(order.Date, _first is null ? order.A : order.B, this, cancellationToken);
            await _day.Steps.BeginAsync(cancellationToken);
            _phases = 2 * (await PlanAsync(cancellationToken)).Races.Count;
            return true;
        }
        if (await _day.Steps.StepAsync(DateTimeOffset.MaxValue, cancellationToken))
            return true;
        var summary = await _day.Steps.SettleAsync(cancellationToken);
        var rules = _first is null ? order.A : order.B;
        var read = await ComparedDay.ReadAsync(rules, _day.Steps, summary, cancellationToken);
        var plan = await PlanAsync(cancellationToken);
        await DisposeAsync();
        if (_first is null)
            _first = read;
        else
            Result = Compared.Of(order.Date, plan, _first, read);
        return true;
    }

    public void Fail(Problem why) => Failure = why;

    public async ValueTask DisposeAsync()
    {
        if (_day is { } day)
            await day.DisposeAsync();
        _day = null;
    }

    private async Task<DayPlan> PlanAsync(CancellationToken cancellationToken) =>
        (await _day!.Steps.Services.GetRequiredService<PlanStore>().GetAsync(order.Date, cancellationToken))!;
}
