using Hippique.Commands;
using Hippique.Hosting;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>Says what time it is in the rehearsal, and how its days ended.</summary>
/// <param name="terminal">Where a person reads along; null: nobody does.</param>
internal sealed partial class RehearsalFollower(
    RehearsalAnchor anchor,
    RehearsalEndReader reader,
    RehearsalStop stop,
    RehearsalTerminal? terminal,
    Screen screen,
    TaskQueue queue,
    ServiceOpening opening,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<RehearsalFollower> logger
) : BackgroundService
{
    private static readonly TimeSpan EveryVirtual = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EveryReal = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan ClockEvery = TimeSpan.FromMinutes(30);
    private DateOnly _day = anchor.Date;

    /// <summary>How the last day ended was said.</summary>
    private bool IsOver => _day > anchor.Last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Settled.WaitAsync(stoppingToken);
        var real = EveryReal * anchor.Speed;
        var pause = real > EveryVirtual ? real : EveryVirtual;
        var half = HalfHour();
        while (true)
        {
            await Task.Delay(pause, clock, stoppingToken);
            try
            {
                if (HalfHour() != half)
                    await ClockAsync(half = HalfHour(), stoppingToken);
                if (!IsOver && await reader.FindAsync(_day, stoppingToken) is { } end)
                    Tell(end);
            }
            // The boundary of one round: a disk that cannot be read now is read in the next.
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                Broke(logger, broken);
            }
        }
    }

    private DateTimeOffset HalfHour() => new(clock.GetUtcNow().UtcTicks / ClockEvery.Ticks * ClockEvery.Ticks, TimeSpan.Zero);

    private async Task ClockAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (terminal is null || IsOver)
            return;
        var looks = (await queue.OfDayAsync(_day, cancellationToken)).Where(task => task.Task.Kind.IsPhase()).ToList();
        var made = looks.Count(look => look.End is { IsDone: true });
        terminal.Say(
            looks.Where(look => look.End is null).Select(look => look.Task).MinBy(task => task.DueAt) is { } next
                ? Texts.Get(
                    "rehearsal_clock",
                    ParisTime.ToParis(at),
                    made,
                    next.RaceOrThrow.Code,
                    next.Kind == TaskKind.H30 ? "H-30" : "H-5",
                    ParisTime.ToParis(next.DueAt)
                )
                : Texts.Get("rehearsal_clock_idle", ParisTime.ToParis(at), made)
        );
    }

    // On stderr, as all that is said beside the log.
    private void Tell(RehearsalEnd end)
    {
        string[] lines =
        [
            Texts.Get("rehearsal_over", _day, ParisTime.ToParis(clock.GetUtcNow()), end.Races),
            Texts.Get(
                "rehearsal_looks",
                end.Looks.Count,
                end.Count<TaskEnd.Done>(),
                end.Count<TaskEnd.Late>(),
                end.Count<TaskEnd.Missed>(),
                end.Count<TaskEnd.Cancelled>(),
                end.Count<TaskEnd.Failed>()
            ),
            Texts.Get("rehearsal_tickets", end.Tickets, end.Staked.Amount, end.Returned.Amount, end.Open),
        ];
        foreach (var line in lines)
            screen.Error.WriteLine(line);
        if (!end.AsExpected)
            stop.Code = 1;
        _day = _day.AddDays(1);
        if (!IsOver)
            return;
        if (stop.AtEnd)
            lifetime.StopApplication();
        else
            screen.Error.WriteLine(Texts.Get("rehearsal_stays"));
    }

    [LoggerMessage(1, LogLevel.Error, "the rehearsal cannot be followed; it is tried again")]
    private static partial void Broke(ILogger logger, Exception broken);
}

/// <summary>Whether the rehearsal stops with its last day, and the exit code that its days gave.</summary>
/// <param name="atEnd">See <see cref="AtEnd"/>.</param>
internal sealed class RehearsalStop(bool atEnd)
{
    public bool AtEnd => atEnd;

    /// <summary>0 until a day is over that did not go as expected.</summary>
    public int Code { get; set; }
}
