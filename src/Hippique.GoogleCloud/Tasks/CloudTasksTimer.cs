using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Tasks;

/// <summary>
/// Wakes tasks by Cloud Tasks: one task in the queue for each wake, which calls the service. Asking for a wake that is there already changes nothing. It may be called in parallel.
/// </summary>
public sealed class CloudTasksTimer(
    CloudTasksClient client,
    IWakeCall calls,
    CloudOptions options,
    TimeProvider clock,
    ILogger<CloudTasksTimer> logger
) : ITaskTimer, IDisposable
{
    /// <summary>Cloud Tasks refuses what is further away.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(30);

    /// <summary>How far its clock may be behind this one.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Names of one instant that have been used up, one after another; more mean a fault.</summary>
    private const int MaxTimes = 20;

    private readonly KnownWakes _known = new();
    private readonly WakeGates _gates = new();
    private readonly RefusedPermissions _refused = new(clock);

    public async Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using var gate = await _gates.EnterAsync(task.Name, cancellationToken);
        var now = clock.GetUtcNow();
        var plan = WakePlan.Of(task, at, options.Lead, now);
        string? made = null;
        if (plan.Schedule - now > Horizon - Skew)
            CloudTasksLog.TooFar(logger, task.Name, at, Horizon.Days);
        else
            made = await CreateAsync(task, plan, cancellationToken);
        // Only now, so that a kill in between leaves one wake too many, not none.
        await RemoveAsync(task.Name, keep: made, cancellationToken);
        if (made is not null)
            _known.Add(task.Name, made, plan.At);
    }

    public async Task CancelAsync(string name, CancellationToken cancellationToken)
    {
        using var gate = await _gates.EnterAsync(name, cancellationToken);
        await RemoveAsync(name, keep: null, cancellationToken);
    }

    /// <summary>
    /// If the service account may not list, what this process itself has asked for: the recovery then asks for every other wake again, which changes nothing where there is one.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken)
    {
        const string method = "cloudtasks.tasks.list";
        if (_refused.IsRefused(method))
            return _known.After(clock.GetUtcNow());
        var listed = await client.ListAsync(cancellationToken);
        if (IsRefused(listed, method))
            return _known.After(clock.GetUtcNow());
        var wakes = listed.OrThrow().Select(task => (Wake: WakeId.Read(task.Id), task)).Where(pair => pair.Wake is not null).ToList();
        _known.Replace(wakes.Select(pair => (pair.Wake!.Task, pair.task.Id, InstantOf(pair.task, pair.Wake))));
        return _known.After(DateTimeOffset.MinValue);
    }

    public async Task PauseAsync(CancellationToken cancellationToken) => (await client.PauseAsync(cancellationToken)).OrThrow();

    public async Task ResumeAsync(CancellationToken cancellationToken) => (await client.ResumeAsync(cancellationToken)).OrThrow();

    /// <summary>False where the service account may not ask.</summary>
    public async Task<bool> IsPausedAsync(CancellationToken cancellationToken)
    {
        const string method = "cloudtasks.queues.get";
        if (_refused.IsRefused(method))
            return false;
        var queue = await client.QueueAsync(cancellationToken);
        return !IsRefused(queue, method) && queue.OrThrow().State is { } state && state != CloudQueue.Running;
    }

    public void Dispose() => _gates.Dispose();

    /// <returns>The id under which the wake is there.</returns>
    private async Task<string> CreateAsync(PlannedTask task, WakePlan plan, CancellationToken cancellationToken)
    {
        var wanted = new CloudTask
        {
            Name = "",
            ScheduleTime = plan.Schedule,
            DispatchDeadline = WakeDeadlines.Of(task.Kind, options.Lead),
            HttpRequest = await RequestAsync(task, cancellationToken),
        };
        for (var time = 1; ; time++)
        {
            var id = plan.Id(task.Name, time);
            var made = await client.CreateAsync(wanted with { Name = client.NameOf(id) }, cancellationToken);
            if (made.Is(RestError.AlreadyExists))
            {
                if (time < MaxTimes && await IsUsedUpAsync(id, cancellationToken))
                    continue;
            }
            else
                made.OrThrow();
            return id;
        }
    }

    /// <summary>
    /// A name that exists may be that of a wake that has been delivered or deleted, which keeps it reserved for hours, or of one that is just being delivered. If the service account
    /// may not look, the wake is taken to be there.
    /// </summary>
    private async Task<bool> IsUsedUpAsync(string id, CancellationToken cancellationToken)
    {
        const string method = "cloudtasks.tasks.get";
        if (_refused.IsRefused(method))
            return false;
        var there = await client.GetAsync(id, cancellationToken);
        if (IsRefused(there, method))
            return false;
        return there.Is(RestError.NotFound) || there.OrThrow().IsUnderWay;
    }

    private async Task<CloudTaskRequest> RequestAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var call = await calls.OfAsync(task, cancellationToken);
        return new CloudTaskRequest
        {
            Url = options.Address(call.Path),
            HttpMethod = "POST",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
            Body = System.Text.Encoding.UTF8.GetBytes(call.Body),
            OidcToken = options.Token,
        };
    }

    /// <summary>Removes the wakes of a task: the one of its own instant, whoever asked for it, and those that this process knows.</summary>
    private async Task RemoveAsync(string task, string? keep, CancellationToken cancellationToken)
    {
        const string method = "cloudtasks.tasks.delete";
        var ids = _known.IdsOf(task).Append(WakeId.Of(task)).Distinct(StringComparer.Ordinal).Where(id => id != keep);
        foreach (var id in ids.ToList())
        {
            _known.Remove(task, id);
            if (_refused.IsRefused(method))
                continue;
            var deleted = await client.DeleteAsync(id, cancellationToken);
            if (!deleted.Is(RestError.NotFound) && !IsRefused(deleted, method))
                deleted.OrThrow();
        }
    }

    private bool IsRefused<T>(RestResult<T> result, string method)
    {
        if (!result.Is(RestError.PermissionDenied))
            return false;
        if (_refused.Note(method))
            CloudTasksLog.Refused(logger, method, options.ServiceAccountEmail);
        return true;
    }

    private DateTimeOffset InstantOf(CloudTask task, Wake wake) => task.InstantOf(wake, options.Lead) ?? clock.GetUtcNow();
}
