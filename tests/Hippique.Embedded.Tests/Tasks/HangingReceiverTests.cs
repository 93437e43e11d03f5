using Hippique.Orchestration;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Testing.Clocks;
using Hippique.Testing.Notifications;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Tests.Tasks;

/// <summary>Receivers that hang, with many messages for each, beside as many phases of one minute as the queue has places: every phase runs at once.</summary>
public sealed class HangingReceiverTests : IDisposable
{
    private const int Places = 16;
    private const int Messages = 20;
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-hanging-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Phases_run_at_their_time_while_every_receiver_hangs()
    {
        var clock = new CountedClock(Now);
        var phases = new RunningPhases();
        FakeNotifier[] receivers = [new("webhook"), new("mail")];
        foreach (var receiver in receivers)
            receiver.Answer = HangAsync;
        var store = new MemoryArtifactStore();
        await using var services = Compose(clock, store, phases, receivers);
        var queue = services.GetRequiredService<TaskQueue>();
        foreach (var receiver in receivers)
        {
            for (var number = 0; number < Messages; number++)
                await AddMessageAsync(store, queue, $"m{number}", receiver.Name);
        }
        var opening = services.GetRequiredService<ServiceOpening>();
        await opening.StartedAsync(Token);
        await opening.WaitAsync(Token);
        await UntilAsync(clock, () => receivers.All(receiver => receiver.Sent.Count == 1));

        for (var race = 1; race <= Places; race++)
            await queue.AddAsync(InventedTasks.H5(clock.GetUtcNow().AddMinutes(5), race), Token);
        // None of them ends before all have begun: each needs a place of its own.
        await UntilAsync(clock, () => phases.AtWork == Places);
        phases.End();
        await UntilAsync(clock, () => phases.AtWork == 0);

        receivers.ShouldAllBe(receiver => receiver.Sent.Count == 1);
        var stopping = StopAsync(opening);
        await UntilAsync(clock, () => stopping.IsCompleted);
        await stopping;
    }

    private static async Task<NotifierAnswer> HangAsync(OutgoingNews news, CancellationToken limit)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit);
        return new NotifierAnswer.Accepted();
    }

    private static async Task AddMessageAsync(MemoryArtifactStore store, TaskQueue queue, string key, string receiver)
    {
        var message = NewsMessage.New(InventedTasks.Day, key, Now, new Orchestration.Notifications.News.Test());
        await store.PutIfAbsentAsync(ArtifactPaths.News(InventedTasks.Day, key), ArtifactJson.Write(message), Token);
        await queue.AddAsync(
            new PlannedTask
            {
                Name = TaskName.News(InventedTasks.Day, key, receiver),
                Kind = TaskKind.News,
                Date = InventedTasks.Day,
                DueAt = Now,
                GraceUntil = Now.AddHours(3),
            },
            Token
        );
    }

    private ServiceProvider Compose(CountedClock clock, MemoryArtifactStore store, RunningPhases phases, FakeNotifier[] receivers)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IArtifactStore>(store)
            .AddSingleton<ITaskHandler>(phases)
            .AddSingleton<PlanStore>()
            .AddSingleton<PlanTryStore>()
            .AddSingleton<TicketsReader>()
            .AddSingleton(new NewsSettings { SendTimeout = TimeSpan.FromMinutes(5) })
            .AddSingleton<INewsWords, PlainNewsWords>();
        foreach (var receiver in receivers)
            services.AddSingleton<INotifier>(receiver);
        return services
            .AddHippiqueTasks(EmbeddedServices.Store, EmbeddedServices.Timer)
            .AddHippiqueEmbedded(new EmbeddedOptions { DataFolder = _folder, MaxConcurrency = Places }.WithPlacesFor(receivers.Length))
            .AddHippiqueNews()
            .BuildServiceProvider();
    }

    private static async Task StopAsync(ServiceOpening opening)
    {
        await opening.StoppingAsync(CancellationToken.None);
        await opening.StopAsync(CancellationToken.None);
    }

    /// <summary>A quarter of a second of the queue's clock for each look; how long that takes does not matter.</summary>
    private static async Task UntilAsync(CountedClock clock, Func<bool> condition)
    {
        for (var look = 0; !condition(); look++)
        {
            look.ShouldBeLessThan(4000);
            clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }
    }

    /// <summary>Phases that are at work until the test ends them.</summary>
    private sealed class RunningPhases : ITaskHandler
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _atWork;

        public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.H5];

        public int AtWork => Volatile.Read(ref _atWork);

        public void End() => _end.TrySetResult();

        public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _atWork);
            await _end.Task.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref _atWork);
            return new TaskOutcome.Ended(new TaskEnd.Done());
        }
    }
}
