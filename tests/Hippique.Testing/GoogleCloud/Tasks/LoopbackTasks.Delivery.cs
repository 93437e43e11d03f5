using System.Globalization;
using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Tasks;

/// <content>Delivery.</content>
public sealed partial class LoopbackTasks
{
    private readonly Kept<LoopbackDelivery> _deliveries = new();
    private int _underWay;

    /// <summary>How the service is called.</summary>
    public LoopbackCaller Caller { get; }

    /// <summary>What goes wrong with a delivery that is about to begin.</summary>
    public Func<LoopbackDelivery, DeliveryFault> Faults { get; set; } = _ => DeliveryFault.None;

    /// <summary>From the schedule time to the call.</summary>
    public TimeSpan DispatchDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Every attempt, in order.</summary>
    public IReadOnlyList<LoopbackDelivery> Deliveries => _deliveries.All;

    /// <summary>Calls of the service that have begun and not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    // Under the gate.
    private void Arm() =>
        _alarm.Set(
            _queues
                .Values.Where(queue => !queue.Paused && Running(queue) < queue.MaxConcurrent)
                .Min(queue => queue.Tasks.Values.Min(task => task.Next))
        );

    private static int Running(LoopbackQueue queue) => queue.Tasks.Values.Sum(task => task.UnderWay);

    private void Dispatch()
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            foreach (var queue in _queues.Values.Where(queue => !queue.Paused))
            {
                var due = queue
                    .Tasks.Values.Where(task => task.Next <= now)
                    .OrderBy(task => task.Next)
                    .ThenBy(task => task.Name, StringComparer.Ordinal);
                foreach (var task in due.Take(queue.MaxConcurrent - Running(queue)).ToList())
                    Deliver(queue, task);
            }
            Arm();
        }
    }

    // Under the gate.
    private void Deliver(LoopbackQueue queue, LoopbackTask task)
    {
        var delivery = new LoopbackDelivery(task.Id, task.Dispatches + 1, _clock.GetUtcNow(), task.Schedule);
        var fault = Faults(delivery);
        if (fault.Late > TimeSpan.Zero && task.PutOff < delivery.Number)
        {
            // The schedule time stays: the service learns when it should have been called.
            task.Next = delivery.At + fault.Late;
            task.PutOff = delivery.Number;
            return;
        }
        Begin(queue, task, fault.CutAfter);
        if (fault.AgainAfter is { } later)
            _ = AgainAsync(queue, task, later);
    }

    // Also if the first delivery has succeeded meanwhile: a queue that delivers at least once does that.
    private async Task AgainAsync(LoopbackQueue queue, LoopbackTask task, TimeSpan later)
    {
        await Task.Delay(later, _clock);
        lock (_gate)
            Begin(queue, task, null);
    }

    // Under the gate.
    private void Begin(LoopbackQueue queue, LoopbackTask task, TimeSpan? cutAfter)
    {
        var now = _clock.GetUtcNow();
        var call = task.Call with { Headers = Headers(queue, task) };
        task.Next = null;
        task.Dispatches++;
        task.UnderWay++;
        task.FirstDispatch ??= now;
        task.LastAttempt = new JsonObject { ["scheduleTime"] = Proto.Write(task.Schedule), ["dispatchTime"] = Proto.Write(now) };
        _deliveries.Add(new LoopbackDelivery(task.Id, task.Dispatches, now, task.Schedule));
        Interlocked.Increment(ref _underWay);
        _ = CallAsync(queue, task, call, cutAfter);
    }

    private async Task CallAsync(LoopbackQueue queue, LoopbackTask task, LoopbackCall call, TimeSpan? cutAfter)
    {
        var outcome = await Caller.CallAsync(call, task.Deadline, cutAfter);
        lock (_gate)
        {
            task.UnderWay--;
            End(queue, task, outcome);
            Arm();
        }
        Interlocked.Decrement(ref _underWay);
    }

    // Under the gate.
    private void End(LoopbackQueue queue, LoopbackTask task, CallOutcome outcome)
    {
        var now = _clock.GetUtcNow();
        if (outcome is CallOutcome.Answered answered)
        {
            task.Responses++;
            task.LastStatus = answered.Status;
            task.LastAttempt!["responseTime"] = Proto.Write(now);
            if (answered.IsSuccess)
            {
                queue.Remove(task.Name, now + NamesReservedFor);
                return;
            }
            if (answered.Status < 500)
                task.Executions++;
        }
        task.Failures++;
        task.LastAttempt!["responseStatus"] = Status(outcome);
        if (queue.IsGivenUp(task, now))
            queue.Remove(task.Name, now + NamesReservedFor);
        else if (task.UnderWay == 0)
        {
            var wait = queue.Backoff.After(task.Failures);
            var asked = (outcome as CallOutcome.Answered)?.RetryAfter;
            task.Schedule = now + (asked > wait ? asked.Value : wait);
            task.Next = task.Schedule + DispatchDelay;
        }
    }

    private static Dictionary<string, string> Headers(LoopbackQueue queue, LoopbackTask task)
    {
        var headers = new Dictionary<string, string>(task.Call.Headers, StringComparer.OrdinalIgnoreCase)
        {
            ["User-Agent"] = "Google-Cloud-Tasks",
            ["X-CloudTasks-QueueName"] = queue.Name[(queue.Name.LastIndexOf('/') + 1)..],
            ["X-CloudTasks-TaskName"] = task.Id,
            ["X-CloudTasks-TaskRetryCount"] = task.Dispatches.ToString(CultureInfo.InvariantCulture),
            ["X-CloudTasks-TaskExecutionCount"] = task.Executions.ToString(CultureInfo.InvariantCulture),
            ["X-CloudTasks-TaskETA"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{(task.Schedule - DateTimeOffset.UnixEpoch).Ticks / 10 / 1e6:0.000000}"
            ),
        };
        if (task.LastStatus is { } status)
            headers["X-CloudTasks-TaskPreviousResponse"] = status.ToString(CultureInfo.InvariantCulture);
        return headers;
    }

    private static JsonObject Status(CallOutcome outcome) =>
        outcome switch
        {
            CallOutcome.Answered answered => new JsonObject
            {
                ["code"] = CanonicalCode(answered.Status),
                ["message"] = $"HTTP status code {answered.Status}",
            },
            CallOutcome.TimedOut => new JsonObject { ["code"] = 4, ["message"] = "DEADLINE_EXCEEDED" },
            CallOutcome.Broken broken => new JsonObject { ["code"] = 14, ["message"] = broken.Why },
            _ => throw new InvalidOperationException("an outcome is one of the three"),
        };

    /// <summary>Of <c>google.rpc.Code</c>.</summary>
    private static int CanonicalCode(int http) =>
        http switch
        {
            400 => 3,
            401 => 16,
            403 => 7,
            404 => 5,
            409 => 10,
            429 => 8,
            503 => 14,
            504 => 4,
            >= 500 => 13,
            _ => 2,
        };
}
