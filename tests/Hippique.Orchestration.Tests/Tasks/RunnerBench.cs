using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Hippique.Testing;
using Hippique.Testing.Events;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Tasks;

/// <summary>The runner over tasks in memory, a timer that wakes nothing, a scripted handler and a clock that the test moves.</summary>
internal sealed class RunnerBench
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public RunnerBench(ITaskStore? shared = null, string owner = "this-machine", FakeTimeProvider? clock = null, int atATime = 1)
    {
        Clock = clock ?? new FakeTimeProvider(Now);
        Bus = new EventBus([Events], Clock, NullLogger<EventBus>.Instance);
        Inner = shared ?? new MemoryTaskStore();
        Store = new PublishingTaskStore(Inner, Bus);
        Queue = new TaskQueue(Store, Timer, Clock);
        Watch = new ClockWatch(Clock);
        var options = new TaskRunnerOptions { Owner = owner, AtATime = atATime };
        Leases = new TaskLeases(Store, options, Clock, LeaseLog);
        Runner = new TaskRunner(Queue, Leases, options, new TaskHandlers([Handler]), Watch, Clock, RealTime.Instance, Log);
        Recovery = new TaskRecovery(Store, Timer, Queue, Runner, Leases, options, Watch, Clock, RecoveryLog);
    }

    public FakeTimeProvider Clock { get; }
    public HeardEvents Events { get; } = new();
    public EventBus Bus { get; }
    public ITaskStore Inner { get; }
    public ITaskStore Store { get; }
    public FakeTaskTimer Timer { get; } = new();
    public ScriptedHandler Handler { get; } = new(TaskKind.H30, TaskKind.H5);
    public TaskQueue Queue { get; }
    public ClockWatch Watch { get; }
    public TaskLeases Leases { get; }
    public TaskRunner Runner { get; }
    public TaskRecovery Recovery { get; }
    public LinesLogger<TaskRunner> Log { get; } = new();
    public LinesLogger<TaskLeases> LeaseLog { get; } = new();
    public LinesLogger<TaskRecovery> RecoveryLog { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An H-5 that is due now: its off is in five minutes.</summary>
    public async Task<PlannedTask> DueAsync(int race = 1)
    {
        var task = InventedTasks.H5(Clock.GetUtcNow().AddMinutes(5), race);
        await Queue.AddAsync(task, Token);
        return task;
    }

    public async Task<TaskRecord> RecordAsync(PlannedTask task) => (await Store.FindAsync(task.Name, Token))!;
}
