using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Testing.Notifications;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Notifications;

/// <summary>
/// The messages of an invented day: what is stored outlives <see cref="RestartAsync"/>, the clock is the test's, and what is due is run by <see cref="RunDueAsync"/>. It is 13:00 in Paris; races
/// are at 14:00, 15:00 and 16:00.
/// </summary>
internal sealed class NewsBench : IAsyncDisposable
{
    public static readonly DateOnly Day = PlayedDays.Day;
    public static readonly RaceId First = PlayedDays.Id("R1C1");
    public static readonly RaceId Second = PlayedDays.Id("R1C2");
    public static readonly RaceId Third = PlayedDays.Id("R1C3");
    private readonly NewsSettings _settings;
    private readonly FakeNotifier[] _receivers;
    private ServiceProvider _services;

    public NewsBench(NewsSettings? settings = null, params FakeNotifier[] receivers)
    {
        _settings = settings ?? new NewsSettings();
        _receivers = receivers;
        _services = Compose();
    }

    public FakeTimeProvider Clock { get; } = new(PlayedDays.Off("13:00"));
    public MemoryArtifactStore Store { get; } = new();
    public MemoryTaskStore Tasks { get; } = new();
    public FakeTaskTimer Timer { get; } = new();
    public IServiceProvider Services => _services;
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static DateTimeOffset At(string time) => PlayedDays.Off(time);

    public Task PlanAsync() => Store.PlanAsync(Day, "R1C1 VALMOREL 14:00", "R1C2 VALMOREL 15:00", "R1C3 VALMOREL 16:00");

    /// <summary>The plan with one race called off.</summary>
    public async Task CallOffAsync(RaceId race)
    {
        var path = ArtifactPaths.Plan(Day);
        await Store.UpdateAsync(
            path,
            there =>
            {
                var plan = ArtifactJson.Read<DayPlan>(path, there!.Content);
                return ArtifactJson.Write(
                    plan with
                    {
                        Races = [.. plan.Races.Select(one => one.Id == race ? one with { Cancelled = true } : one)],
                    }
                );
            },
            Token
        );
    }

    /// <summary>H-5 of the race is done, with a ticket of 3 €.</summary>
    public async Task DecideAsync(RaceId race, string off)
    {
        await EndAsync(race, Phase.H5, off, new TaskEnd.Done());
        await Store.TicketAsync(race, At(off), 3);
    }

    public async Task EndAsync(RaceId race, Phase phase, string off, TaskEnd end)
    {
        var task = PlanSchedule.TaskOf(race, phase, At(off));
        await Tasks.AddAsync(task, Token);
        await Tasks.EndAsync(task.Name, end, Clock.GetUtcNow(), Token);
    }

    public Task TriesAsync(Func<PlanTries, PlanTries> next) => new PlanTryStore(Store).UpdateAsync(Day, next, Token);

    public Task LookAsync() => _services.GetRequiredService<NewsDesk>().CheckAsync(Token);

    /// <summary>A look, and every task that is due at once, once each.</summary>
    public async Task RunDueAsync()
    {
        await LookAsync();
        foreach (var name in Timer.Wakes.Where(wake => wake.Value <= Clock.GetUtcNow()).Select(wake => wake.Key).ToList())
        {
            await Timer.CancelAsync(name, Token);
            await _services.GetRequiredService<TaskRunner>().RunAsync(name, Token);
        }
    }

    /// <summary>Another process over the same store.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Compose();
        foreach (var upkeep in _services.GetServices<IQueueUpkeep>())
            await upkeep.StartAsync(Token);
    }

    /// <summary>What each message's task came to, by the name that it has without day and receiver; <c>open</c> if it waits.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StatesAsync() =>
        (await NewsAsync()).ToDictionary(record => record.Task.Name["news-20310314-".Length..], record => record.End?.State ?? "open");

    public async Task<IReadOnlyList<TaskRecord>> NewsAsync() =>
        [.. (await Tasks.OfDayAsync(Day, Token)).Where(record => record.Task.Kind == TaskKind.News)];

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private ServiceProvider Compose()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton<IArtifactStore>(Store);
        foreach (var receiver in _receivers)
            services.AddSingleton<INotifier>(receiver);
        return Compose(services, _settings, Tasks, Timer);
    }

    public static ServiceProvider Compose(IServiceCollection services, NewsSettings settings, ITaskStore tasks, ITaskTimer timer) =>
        services
            .AddHippiqueTasks(_ => tasks, _ => timer)
            .AddSingleton(settings)
            .AddSingleton<PlanStore>()
            .AddSingleton<PlanTryStore>()
            .AddSingleton<TicketsReader>()
            .AddSingleton<INewsWords, PlainNewsWords>()
            .AddHippiqueNews()
            .BuildServiceProvider();
}
