using Hippique.Hosting;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources.Reads;
using Prometheus;

namespace Hippique.Metrics;

/// <summary>
/// The state of the service as Prometheus reads it, made anew at each request from what the store holds: nothing is counted twice, a label whose reason is gone disappears, and
/// after a restart the figures of the day are those of before. The table of names is in <c>docs/configuration.md</c>.
/// </summary>
internal sealed class ServiceMetrics(HealthReader health, TaskQueue tasks, SourceRefusals refusals, TimeProvider clock)
{
    public async Task WriteAsync(Stream text, CancellationToken cancellationToken)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        var to = new MetricPage(registry);
        var report = await health.ReadAsync(cancellationToken);
        Service(to, report);
        Plan(to, report.Plan, clock.GetUtcNow());
        Tasks(to, await tasks.OfDayAsync(ParisTime.ProgrammeOf(clock.GetUtcNow()), cancellationToken));
        Sources(to, report);
        await registry.CollectAndExportAsTextAsync(text, cancellationToken);
    }

    private static void Service(MetricPage to, HealthReport report)
    {
        to.Set("hippique_build_info", "Version of the program.", 1, ("version", ProgramVersion.Text));
        to.Set("hippique_ready", "1 if today has a plan and the queue runs.", report.IsReady);
        to.Set("hippique_queue_running", "1 if the queue wakes tasks.", report.Queue == QueueState.Running);
        to.Set("hippique_queue_paused", "1 if the queue is paused.", report.Queue == QueueState.Paused);
    }

    private static void Plan(MetricPage to, PlanHealth plan, DateTimeOffset now)
    {
        to.Set("hippique_plan_stands", "1 if today has a plan.", plan.State == PlanState.Stands);
        to.Set("hippique_plan_races", "Races of today's plan.", plan.Races);
        to.Set("hippique_plan_failures", "Tries in a row to plan today that failed.", plan.Failures);
        if (plan.PlannedAt is { } planned)
            to.Set("hippique_plan_age_seconds", "Since a source last gave today's programme.", (now - planned).TotalSeconds);
        if (plan.NextTry is { } next)
            to.Set("hippique_plan_next_try_timestamp_seconds", "When planning today is tried again.", Seconds(next));
    }

    private static void Tasks(MetricPage to, IReadOnlyList<TaskRecord> today)
    {
        foreach (var group in today.GroupBy(record => (Kind: Kind(record.Task.Kind), State: record.End?.State ?? "open")))
            to.Set("hippique_tasks", "Tasks of today.", group.Count(), ("kind", group.Key.Kind), ("state", group.Key.State));
        foreach (
            var phase in today
                .Where(record => record.Task.Kind.IsPhase() && record.End is { IsDone: true })
                .GroupBy(record => record.Task.Kind)
        )
        {
            var late = phase.Select(record => record.End is TaskEnd.Late late ? late.Seconds : 0).ToList();
            to.Set("hippique_phase_late_seconds_sum", "Lateness of today's phases, in all.", late.Sum(), ("phase", Kind(phase.Key)));
            to.Set("hippique_phase_late_seconds_max", "Lateness of today's latest phase.", late.Max(), ("phase", Kind(phase.Key)));
        }
    }

    private void Sources(MetricPage to, HealthReport report)
    {
        foreach (var read in report.Sources)
        {
            (string, string)[] labels = [("source", read.Source), ("kind", Kind(read.Kind))];
            to.Set("hippique_source_last_good_timestamp_seconds", "Last good answer.", Seconds(read.LastGood), labels);
            if (read.LastNew is { } news)
                to.Set("hippique_source_last_new_timestamp_seconds", "Last answer that said something new.", Seconds(news), labels);
            to.Set("hippique_source_repeats", "Good answers in a row that repeated what was known.", read.Repeats, labels);
            to.Set("hippique_source_silent", "1 if nothing new came for longer than the kind allows.", read.Silent, labels);
        }
        foreach (var (source, error, count) in refusals.All)
            to.Count("hippique_source_refusals_total", "Refusals since the start.", count, ("source", source), ("error", error));
        foreach (var agreement in report.Favourites)
        {
            to.Set(
                "hippique_source_favourite_races",
                "Races compared with PMU, of the last 200.",
                agreement.Races,
                ("source", agreement.Source)
            );
            to.Set(
                "hippique_source_favourite_agreement_ratio",
                "Share of them with the same favourite as PMU.",
                agreement.Share,
                ("source", agreement.Source)
            );
        }
    }

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;

    private static string Kind<T>(T kind)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
