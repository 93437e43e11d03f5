using Hippique.GoogleCloud.Scheduler;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.GoogleCloud;

/// <summary>Removes the one-shot jobs whose instant is past, so that a day leaves none behind: a cron line has no year. Only where a day of now has asked for jobs.</summary>
internal sealed class SpentJobs(CloudSchedulerTimer jobs, ITaskStore store, TimeProvider clock) : IQueueUpkeep
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private DateTimeOffset? _swept;

    public Task StartAsync(CancellationToken cancellationToken) => CheckAsync(cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_swept is { } last && now >= last && now - last < Every)
            return;
        var today = ParisTime.ProgrammeOf(now);
        // Yesterday's last job is swept today.
        for (var date = today.AddDays(-1); date <= today; date = date.AddDays(1))
        {
            var tasks = await store.OfDayAsync(date, cancellationToken).ConfigureAwait(false);
            if (!tasks.Any(record => record.Task.WakeBy == WakeMode.Scheduler))
                continue;
            await jobs.RemoveSpentAsync(now, cancellationToken).ConfigureAwait(false);
            break;
        }
        _swept = now;
    }
}
