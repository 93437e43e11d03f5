using Hippique.Orchestration.Opening;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hippique.Orchestration.Tests.Opening;

public sealed class ServiceOpeningTests
{
    private readonly Steps _steps = new();
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_are_made_and_opened_only_after_the_host_has_started()
    {
        await using var services = Services(all => all.AddOpeningPart<First>());
        var opening = Opening(services);
        await opening.StartAsync(Cancel);
        _steps.All.ShouldBeEmpty();

        await opening.StartedAsync(Cancel);
        await _steps.HasAsync("First start");
        opening.State.ShouldBeOfType<OpeningState.Starting>();
        opening.Settled.IsCompleted.ShouldBeFalse();

        _steps.Go.SetResult();
        await opening.WaitAsync(Cancel);

        opening.State.ShouldBeOfType<OpeningState.Open>();
        await StopAsync(opening);
    }

    /// <summary>The queue recovers in its start and wakes its first task in its second step: by then every part is there.</summary>
    [Fact]
    public async Task Every_part_starts_in_order_before_the_first_has_started_and_all_stop_in_reverse()
    {
        _steps.Go.SetResult();
        await using var services = Services(all => all.AddOpeningPart<First>().AddOpeningPart<Second>());
        var opening = Opening(services);
        await opening.StartedAsync(Cancel);
        await opening.WaitAsync(Cancel);
        await StopAsync(opening);

        _steps.All.ShouldBe([
            "First start",
            "Second start",
            "First started",
            "Second started",
            "Second stopping",
            "First stopping",
            "Second stop",
            "First stop",
        ]);
    }

    [Fact]
    public async Task A_part_that_cannot_open_is_the_reason_and_what_was_opened_is_stopped()
    {
        _steps.Go.SetResult();
        await using var services = Services(all => all.AddOpeningPart<First>().AddOpeningPart<Broken>().AddOpeningPart<Second>());
        var opening = Opening(services);
        await opening.StartedAsync(Cancel);

        (await Should.ThrowAsync<InvalidDataException>(() => opening.WaitAsync(Cancel))).Message.ShouldBe("no queue");
        await StopAsync(opening);

        opening.State.ShouldBeOfType<OpeningState.Failed>().Cause.Message.ShouldBe("no queue");
        _steps.All.ShouldBe(["First start", "First stopping", "First stop"]);
    }

    [Fact]
    public async Task A_stop_while_it_opens_ends_the_opening_and_stops_the_part_that_was_half_way()
    {
        await using var services = Services(all => all.AddOpeningPart<First>().AddOpeningPart<Second>());
        var opening = Opening(services);
        await opening.StartedAsync(Cancel);
        await _steps.HasAsync("First start");

        await StopAsync(opening);

        opening.State.ShouldBeOfType<OpeningState.Stopping>();
        await Should.ThrowAsync<OperationCanceledException>(() => opening.WaitAsync(Cancel));
        _steps.All.ShouldBe(["First start", "First stopping", "First stop"]);
    }

    [Fact]
    public async Task Work_in_the_background_that_breaks_stops_the_host()
    {
        var lifetime = new Lifetime();
        await using var services = Services(all => all.AddSingleton<IHostApplicationLifetime>(lifetime).AddOpeningPart<BreakingWork>());
        var opening = Opening(services);
        await opening.StartedAsync(Cancel);

        await lifetime.Stopped.Task.WaitAsync(Cancel);
        await StopAsync(opening);
    }

    private ServiceProvider Services(Action<IServiceCollection> parts)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(_steps);
        parts(services);
        return services.BuildServiceProvider();
    }

    /// <summary>As the host gets it: one hosted service, however many parts it opens.</summary>
    private static ServiceOpening Opening(ServiceProvider services) =>
        services.GetServices<IHostedService>().ShouldHaveSingleItem().ShouldBeOfType<ServiceOpening>();

    private static async Task StopAsync(ServiceOpening opening)
    {
        await opening.StoppingAsync(Cancel);
        await opening.StopAsync(Cancel);
        await opening.StoppedAsync(Cancel);
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => CancellationToken.None;
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopped.TrySetResult();
    }

    private sealed class Steps
    {
        private readonly Lock _gate = new();
        private readonly List<string> _all = [];

        /// <summary>The first part waits for it in its start.</summary>
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_gate)
                    return [.. _all];
            }
        }

        public void Add(string step)
        {
            lock (_gate)
                _all.Add(step);
        }

        public Task HasAsync(string step) => BoundedWait.UntilAsync(() => All.Contains(step), what: step);
    }

    private abstract class Part(Steps steps) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public virtual Task StartAsync(CancellationToken cancellationToken) => Done("start");

        public Task StartedAsync(CancellationToken cancellationToken) => Done("started");

        public Task StoppingAsync(CancellationToken cancellationToken) => Done("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Done("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        protected Task Done(string step)
        {
            steps.Add($"{GetType().Name} {step}");
            return Task.CompletedTask;
        }
    }

    private sealed class First(Steps steps) : Part(steps)
    {
        private readonly Steps _steps = steps;

        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            await Done("start");
            await _steps.Go.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Second(Steps steps) : Part(steps);

    private sealed class Broken : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidDataException("no queue");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class BreakingWork : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => throw new InvalidOperationException("a bug");
    }
}
