using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Opening;

/// <summary>
/// Opens queue, rules, model and record in the background, so that the service answers before. It is a host for the <see cref="OpeningPart"/>s: each one's <c>StartAsync</c> in
/// order, then each one's <c>StartedAsync</c>; the queue recovers in the first and wakes its first task in the second, when every part is there. They are stopped in reverse.
/// </summary>
public sealed partial class ServiceOpening(IServiceProvider services, IEnumerable<OpeningPart> parts, ILogger<ServiceOpening> logger)
    : IHostedLifecycleService,
        IDisposable
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IHostedService> _begun = [];
    private volatile OpeningState _state = new OpeningState.Starting();
    private Task _opening = Task.CompletedTask;

    public OpeningState State => _state;

    /// <summary>Ends when <see cref="State"/> is no longer <see cref="OpeningState.Starting"/>; never fails.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Waits for the opening; what a part threw is thrown again.</summary>
    /// <exception cref="OperationCanceledException">The service was stopped before it was open.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (State is OpeningState.Failed { Cause: var cause })
            ExceptionDispatchInfo.Throw(cause);
        if (State is OpeningState.Stopping)
            throw new OperationCanceledException();
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _opening = Task.Run(() => OpenAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _opening.ConfigureAwait(false);
        Settle(new OpeningState.Stopping());
        await BackwardsAsync(part => (part as IHostedLifecycleService)?.StoppingAsync(cancellationToken)).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => BackwardsAsync(part => part.StopAsync(cancellationToken));

    public Task StoppedAsync(CancellationToken cancellationToken) =>
        BackwardsAsync(part => (part as IHostedLifecycleService)?.StoppedAsync(cancellationToken));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var make in parts)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = make.Make(services);
                // Also a part that fails half way is stopped.
                _begun.Add(part);
                if (part is IHostedLifecycleService early)
                    await early.StartingAsync(cancellationToken).ConfigureAwait(false);
                await part.StartAsync(cancellationToken).ConfigureAwait(false);
                if (part is BackgroundService { ExecuteTask: { } work })
                    _ = WatchAsync(part, work);
            }
            foreach (var part in _begun.OfType<IHostedLifecycleService>())
                await part.StartedAsync(cancellationToken).ConfigureAwait(false);
            Settle(new OpeningState.Open());
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped while it was opening, whatever a part makes of that: StoppingAsync, which waits for this, says so.
        }
        // The boundary of the opening: whoever waits for it is told, and ends the process.
        catch (Exception cause)
        {
            Settle(new OpeningState.Failed(cause));
        }
    }

    private void Settle(OpeningState state)
    {
        // What failed stays the reason for the end that follows it.
        if (_state is not OpeningState.Failed)
            _state = state;
        _settled.TrySetResult();
    }

    private async Task BackwardsAsync(Func<IHostedService, Task?> step)
    {
        var failures = new List<Exception>();
        foreach (var part in _begun.AsEnumerable().Reverse())
        {
            try
            {
                await (step(part) ?? Task.CompletedTask).ConfigureAwait(false);
            }
            // As the host does: a part that cannot stop must not keep the others from it.
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }
        if (failures is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (failures.Count > 1)
            throw new AggregateException(failures);
    }

    /// <summary>As the host does with its own: work in the background that breaks stops the service, so that whoever runs it starts it again.</summary>
    private async Task WatchAsync(IHostedService part, Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It was told to.
        }
        // The boundary of work in the background.
        catch (Exception broken)
        {
            Broke(logger, broken, part.GetType().Name);
            services.GetService<IHostApplicationLifetime>()?.StopApplication();
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "{Part} broke; the service stops")]
    private static partial void Broke(ILogger logger, Exception broken, string part);
}
