using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Scheduler;

/// <content>Runs.</content>
public sealed partial class LoopbackScheduler
{
    private readonly Kept<LoopbackRun> _runs = new();
    private int _underWay;

    /// <summary>How the service is called.</summary>
    public LoopbackCaller Caller { get; }

    /// <summary>Every attempt, in order.</summary>
    public IReadOnlyList<LoopbackRun> Runs => _runs.All;

    /// <summary>Calls of the service that have begun and not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>When the next job runs; null: none does.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
                return _jobs.Values.Where(job => !job.Paused && !job.UnderWay).Min(job => job.Next);
        }
    }

    // Under the gate.
    private void Arm() => _alarm.Set(_jobs.Values.Where(job => !job.Paused && !job.UnderWay).Min(job => job.Next));

    private void RunDue()
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            foreach (
                var job in _jobs.Values.Where(job => !job.Paused && !job.UnderWay && job.Next <= now).OrderBy(job => job.Next).ToList()
            )
                Begin(job, job.RunOf ?? job.Next);
            Arm();
        }
    }

    /// <summary>At once, also if the job is paused; one that is running is left to run.</summary>
    private JsonObject RunNow(LoopbackJob job)
    {
        if (!job.UnderWay)
            Begin(job, schedule: null);
        return job.Write();
    }

    // Under the gate.
    private void Begin(LoopbackJob job, DateTimeOffset? schedule)
    {
        var now = _clock.GetUtcNow();
        (job.UnderWay, job.RunOf, job.LastAttempt) = (true, schedule, now);
        job.Next = job.Cron.After(now);
        _runs.Add(new LoopbackRun(job.Id, now, schedule));
        Interlocked.Increment(ref _underWay);
        _ = CallAsync(job, job.Call with { Headers = Headers(job, schedule) });
    }

    private async Task CallAsync(LoopbackJob job, LoopbackCall call)
    {
        var outcome = await Caller.CallAsync(call, job.Deadline);
        lock (_gate)
        {
            End(job, outcome);
            Arm();
        }
        Interlocked.Decrement(ref _underWay);
    }

    // Under the gate.
    private void End(LoopbackJob job, CallOutcome outcome)
    {
        job.UnderWay = false;
        var done = outcome is CallOutcome.Answered { IsSuccess: true };
        job.LastStatus = done ? [] : new JsonObject { ["code"] = outcome is CallOutcome.TimedOut ? 4 : 13 };
        if (done || job.Failures >= job.MaxRetries)
        {
            (job.Failures, job.RunOf) = (0, null);
            return;
        }
        job.Failures++;
        var again = _clock.GetUtcNow() + job.Backoff.After(job.Failures);
        // Retries end with the next run.
        if (!(again > job.Next))
            job.Next = again;
    }

    private static Dictionary<string, string> Headers(LoopbackJob job, DateTimeOffset? schedule)
    {
        var headers = new Dictionary<string, string>(job.Call.Headers, StringComparer.OrdinalIgnoreCase)
        {
            ["User-Agent"] = "Google-Cloud-Scheduler",
            ["X-CloudScheduler"] = "true",
            ["X-CloudScheduler-JobName"] = job.Id,
        };
        if (schedule is { } at)
            headers["X-CloudScheduler-ScheduleTime"] = Proto.Write(at);
        return headers;
    }
}
