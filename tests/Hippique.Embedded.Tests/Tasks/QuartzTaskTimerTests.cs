using System.Collections.Concurrent;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Tasks;

public sealed class QuartzTaskTimerTests
{
    [Theory]
    [MemberData(nameof(TaskTimerContract.Names), MemberType = typeof(TaskTimerContract))]
    public async Task EveryCheckOfTheContract_Holds(string check)
    {
        var test = new QueueUnderTest(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        await test.StartAsync();
        await using var timer = new QuartzTimerUnderTest(test);

        await TaskTimerContract.Checks[check](timer, TestContext.Current.CancellationToken);
    }

    /// <summary>Quartz on SQLite; the handler notes what is woken and when.</summary>
    private sealed class QuartzTimerUnderTest : ITimerUnderTest
    {
        private readonly QueueUnderTest _test;
        private readonly ConcurrentQueue<(string, DateTimeOffset)> _woken = new();

        public QuartzTimerUnderTest(QueueUnderTest test)
        {
            _test = test;
            test.Handler.Answer = (task, _) =>
            {
                _woken.Enqueue((task.Name, test.Clock.GetUtcNow()));
                return null;
            };
        }

        public ITaskTimer Timer => _test.Timer;
        public DateTimeOffset Now => _test.Clock.GetUtcNow();
        public IReadOnlyList<(string Name, DateTimeOffset At)> Woken => [.. _woken];

        /// <summary>Into the store alone, so that the wakes are the test's.</summary>
        public async Task AddAsync(PlannedTask task)
        {
            await _test.Queue.AddAsync(task, TestContext.Current.CancellationToken);
            await Timer.CancelAsync(task.Name, TestContext.Current.CancellationToken);
        }

        public Task PassAsync(TimeSpan time)
        {
            var until = Now + time;
            return _test.RunUntilAsync(() => Now >= until, time + TimeSpan.FromSeconds(1));
        }

        public ValueTask DisposeAsync() => _test.DisposeAsync();
    }
}
