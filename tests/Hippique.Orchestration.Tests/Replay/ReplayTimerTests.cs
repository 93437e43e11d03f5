using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Racing;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Replay;

public sealed class ReplayTimerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TaskTimerContract.Names), MemberType = typeof(TaskTimerContract))]
    public async Task EveryCheckOfTheContract_Holds(string check)
    {
        await using var test = new ReplayTimerUnderTest();

        await TaskTimerContract.Checks[check](test, Cancel);
    }

    [Fact]
    public async Task Run_TasksOfOneInstant_AreWokenByName()
    {
        await using var test = new ReplayTimerUnderTest();
        foreach (var race in new[] { 10, 2, 1 })
        {
            var task = InventedTasks.H5(test.Now.AddMinutes(6), race);
            await test.Timer.WakeAsync(task, task.DueAt, Cancel);
        }

        await test.PassAsync(TimeSpan.FromMinutes(2));

        test.Woken.Select(woken => woken.Name[^7..]).ShouldBe(["r1c1-h5", "1c10-h5", "r1c2-h5"]);
    }

    [Fact]
    public async Task Run_WakesSetOnTheWay_AreWokenToo()
    {
        var clock = new VirtualClock(InventedRaces.Off);
        var timer = new ReplayTimer(clock);
        var (first, second) = (InventedTasks.H30(InventedRaces.Off), InventedTasks.H5(InventedRaces.Off));
        var woken = new List<string>();
        await timer.WakeAsync(first, InventedRaces.Off.AddSeconds(1), Cancel);

        await timer.RunAsync(
            async (name, cancelled) =>
            {
                woken.Add(name);
                if (name == first.Name)
                    await timer.WakeAsync(second, InventedRaces.Off.AddSeconds(2), cancelled);
            },
            DateTimeOffset.MaxValue,
            Cancel
        );

        woken.ShouldBe([first.Name, second.Name]);
        clock.GetUtcNow().ShouldBe(InventedRaces.Off.AddSeconds(2));
    }

    [Fact]
    public void AdvanceTo_Past_LeavesTheClock()
    {
        var clock = new VirtualClock(InventedRaces.Off);
        var stamp = clock.GetTimestamp();
        clock.AdvanceTo(InventedRaces.Off.AddMinutes(-1));
        clock.GetUtcNow().ShouldBe(InventedRaces.Off);
        clock.AdvanceTo(InventedRaces.Off.AddMinutes(1));
        clock.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromMinutes(1));
    }

    /// <summary>A replay's clock goes from wake to wake; a task of the test's own stops it where the test wants it.</summary>
    private sealed class ReplayTimerUnderTest : ITimerUnderTest
    {
        private static readonly DateTimeOffset Start = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
        private const string Stop = "the test's own stop";
        private readonly VirtualClock _clock = new(Start);
        private readonly ReplayTimer _timer;
        private readonly List<(string, DateTimeOffset)> _woken = [];

        public ReplayTimerUnderTest() => _timer = new ReplayTimer(_clock);

        public ITaskTimer Timer => _timer;
        public DateTimeOffset Now => _clock.GetUtcNow();
        public IReadOnlyList<(string Name, DateTimeOffset At)> Woken => _woken;

        public Task AddAsync(PlannedTask task) => Task.CompletedTask;

        public async Task PassAsync(TimeSpan time)
        {
            using var over = new CancellationTokenSource();
            var until = _clock.GetUtcNow() + time;
            await _timer.WakeAsync(InventedTasks.H5(until) with { Name = Stop }, until, CancellationToken.None);
            try
            {
                await _timer.RunAsync(
                    async (name, _) =>
                    {
                        if (name == Stop)
                            await over.CancelAsync();
                        else
                            _woken.Add((name, _clock.GetUtcNow()));
                    },
                    DateTimeOffset.MaxValue,
                    over.Token
                );
            }
            catch (OperationCanceledException) { }
            _clock.AdvanceTo(until);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
