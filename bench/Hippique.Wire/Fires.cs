using System.Diagnostics;
using System.Globalization;
using Hippique.Embedded;
using Hippique.Embedded.Postgres;
using Hippique.Orchestration;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.Wire;

/// <summary>How late the queue begins tasks, and how long it takes to store and to list many; on SQLite and on PostgreSQL.</summary>
internal static class Fires
{
    /// <summary>Of the month after.</summary>
    private const int Days = 50;
    private const int TasksADay = 200;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(int tasks, int seed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hippique-fires-").FullName;
        await MeasureAsync("SQLite", new EmbeddedOptions { DataFolder = folder }, tasks, seed, cancellationToken);
        await using var server = await PostgresServer.StartAsync();
        if (server is null)
        {
            Console.WriteLine($"PostgreSQL: {SharedPostgres.Absent}");
        }
        else
        {
            var shared = new PostgresOptions
            {
                Database = DatabaseAddress.Parse(await server.NewDatabaseAsync()).Value,
                Node = NodeIdentity.New("one", "9.9.9"),
            };
            // As a service has it.
            var options = new EmbeddedOptions
            {
                DataFolder = folder,
                Postgres = shared,
                UpkeepEvery = PostgresServices.UpkeepEvery,
            };
            await MeasureAsync("PostgreSQL", options, tasks, seed, cancellationToken);
        }
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(string name, EmbeddedOptions options, int tasks, int seed, CancellationToken cancellationToken)
    {
        foreach (var work in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMilliseconds(200)])
        {
            var handler = new NotingHandler(work);
            await using var services = Compose(options, handler);
            var queue = services.GetRequiredService<TaskQueue>();
            var opening = services.GetRequiredService<ServiceOpening>();
            await opening.StartedAsync(cancellationToken);
            await opening.WaitAsync(cancellationToken);
            if (work == TimeSpan.Zero)
                await StoreAsync(name, queue, cancellationToken);
            await FireAsync(name, queue, handler, work, tasks, new Random(seed), cancellationToken);
            await opening.StoppingAsync(CancellationToken.None);
            await opening.StopAsync(CancellationToken.None);
        }
    }

    private static ServiceProvider Compose(EmbeddedOptions options, ITaskHandler handler)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(handler);
        if (options.Postgres is { } shared)
            services.AddHippiquePostgres(shared);
        services.AddHippiqueTasks(EmbeddedServices.Store, EmbeddedServices.Timer);
        services.AddHippiqueEmbedded(options);
        return services.BuildServiceProvider();
    }

    /// <summary>They stay there while the others are begun.</summary>
    private static async Task StoreAsync(string name, TaskQueue queue, CancellationToken cancellationToken)
    {
        var first = ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow()).AddDays(30);
        var stored = Stopwatch.GetTimestamp();
        for (var day = 0; day < Days; day++)
        {
            for (var race = 0; race < TasksADay; race++)
                await queue.AddAsync(
                    Look(first.AddDays(day), race, ParisTime.At(first.AddDays(day), new TimeOnly(12, 0)).AddMinutes(race)),
                    cancellationToken
                );
        }
        var took = Stopwatch.GetElapsedTime(stored);
        var listed = Stopwatch.GetTimestamp();
        var count = 0;
        for (var day = 0; day < Days; day++)
            count += (await queue.OfDayAsync(first.AddDays(day), cancellationToken)).Count;
        Say(
            $"{name}: {Days * TasksADay} tasks stored in {took.TotalSeconds:0.0} s, {count} listed, {Days} days one after the other, in {Stopwatch.GetElapsedTime(listed).TotalSeconds:0.00} s"
        );
    }

    private static async Task FireAsync(
        string name,
        TaskQueue queue,
        NotingHandler handler,
        TimeSpan work,
        int tasks,
        Random random,
        CancellationToken cancellationToken
    )
    {
        var start = TimeProvider.System.GetUtcNow() + Lead + Lead;
        var day = ParisTime.ProgrammeOf(start).AddDays(work == TimeSpan.Zero ? 0 : 1);
        for (var race = 0; race < tasks; race++)
            await queue.AddAsync(Look(day, race, start + Minute * random.NextDouble() + TimeSpan.FromMinutes(5)), cancellationToken);
        var added = TimeProvider.System.GetUtcNow();
        while ((await queue.OfDayAsync(day, cancellationToken)).Any(task => task.End is null))
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellationToken);
        var errors = handler.Errors.Where(error => error.Day == day).Select(error => error.Late.TotalMilliseconds).Order().ToList();
        Say(
            $"{name}, {tasks} tasks due in one minute, each {work.TotalMilliseconds:0} ms of work{(added > start ? " (added too late)" : "")}: {errors.Count} begun, {errors.Count(error => error < 0)} before their time; after it median {At(errors, 0.5):0} ms, p95 {At(errors, 0.95):0}, p99 {At(errors, 0.99):0}, most {errors[^1]:0}"
        );
    }

    private static double At(List<double> ordered, double share) => ordered[(int)Math.Ceiling(share * ordered.Count) - 1];

    private static PlannedTask Look(DateOnly day, int race, DateTimeOffset off) =>
        PlanSchedule.TaskOf(new RaceId(day, new RaceCode(1 + race / 20, 1 + race % 20)), Phase.H5, off);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Notes how late each task is begun, then works for a while.</summary>
    private sealed class NotingHandler(TimeSpan work) : ITaskHandler
    {
        private readonly Kept<(DateOnly Day, TimeSpan Late)> _errors = new();

        public IReadOnlyList<(DateOnly Day, TimeSpan Late)> Errors => _errors.All;

        public IReadOnlyCollection<TaskKind> Kinds { get; } = Enum.GetValues<TaskKind>();

        public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
        {
            _errors.Add((task.Date, TimeProvider.System.GetUtcNow() - task.DueAt));
            await Task.Delay(work, TimeProvider.System, cancellationToken);
            return new TaskOutcome.Ended(new TaskEnd.Done());
        }
    }
}
