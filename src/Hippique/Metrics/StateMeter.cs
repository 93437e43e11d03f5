using System.Diagnostics.Metrics;
using Hippique.Hosting;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Reads;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Hippique.Metrics;

/// <summary>
/// The measurements that are the state of the service. They follow from what the store holds, so that after a restart they are those of before and a label whose reason is gone
/// disappears. The table of names is in <c>docs/observability.md</c>.
/// </summary>
internal sealed class StateMeter
{
    private readonly Meter _meter;
    private readonly ServiceState _state;

    public StateMeter(Meter meter, ServiceState state, SourceRefusals refusals)
    {
        (_meter, _state) = (meter, state);
        ProcessMeter.AddTo(meter);
        meter.CreateObservableGauge(
            "hippique_state_readable",
            () => state.IsReadable ? 1 : 0,
            description: "1 if the store could be read for the measurements of its state."
        );
        Service();
        Plan();
        Tasks();
        Sources();
        meter.CreateObservableCounter(
            "hippique_source_refusals_total",
            () => refusals.All.Select(one => new Measurement<long>(one.Count, new Tag("source", one.Source), new Tag("error", one.Error))),
            description: "Refusals since the start."
        );
    }

    /// <summary>Reads the state that is measured from now on.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public Task RefreshAsync(CancellationToken cancellationToken) => _state.RefreshAsync(cancellationToken);

    private void Service()
    {
        Gauge("hippique_build_info", "Version of the program.", _ => [new(1, new Tag("version", ProgramVersion.Text))]);
        Flag("hippique_ready", "1 if today has a plan and the queue runs.", now => now.Health.IsReady);
        Flag("hippique_queue_running", "1 if the queue wakes tasks.", now => now.Health.Queue == QueueState.Running);
        Flag("hippique_queue_paused", "1 if the queue is paused.", now => now.Health.Queue == QueueState.Paused);
    }

    private void Plan()
    {
        Flag("hippique_plan_stands", "1 if today has a plan.", now => now.Health.Plan.State == PlanState.Stands);
        Flag("hippique_plan_paused", "1 if a person has paused the daily plan.", now => now.Health.Plan.Paused is not null);
        One("hippique_plan_races", "Races of today's plan.", now => now.Health.Plan.Races);
        One("hippique_plan_failures", "Tries in a row to plan today that failed.", now => now.Health.Plan.Failures);
        One(
            "hippique_plan_age_seconds",
            "Since a source last gave today's programme.",
            now => (now.At - now.Health.Plan.PlannedAt)?.TotalSeconds,
            "s"
        );
        One(
            "hippique_plan_next_try_timestamp_seconds",
            "When planning today is tried again.",
            now => Seconds(now.Health.Plan.NextTry),
            "s"
        );
    }

    private void Tasks()
    {
        Gauge(
            "hippique_tasks",
            "Tasks of today.",
            now =>
                now.Tasks.GroupBy(record => (Kind: TaskMeter.KindOf(record.Task.Kind), State: record.End?.State ?? "open"))
                    .Select(group => new Measurement<double>(
                        group.Count(),
                        new Tag("kind", group.Key.Kind),
                        new Tag("state", group.Key.State)
                    ))
        );
        One(
            "hippique_tasks_overdue",
            "Tasks of today that are open after the end of their grace.",
            now => now.Tasks.Count(record => record.End is null && record.Task.GraceUntil < now.At)
        );
        One(
            "hippique_news_waiting_seconds",
            "How long the oldest message of today has waited for its receiver; 0 if none waits.",
            now =>
                now.Tasks.Where(record => record.End is null && record.Task.Kind == TaskKind.News && record.Task.DueAt < now.At)
                    .Select(record => (now.At - record.Task.DueAt).TotalSeconds)
                    .DefaultIfEmpty()
                    .Max(),
            "s"
        );
        Gauge("hippique_phase_late_seconds_sum", "Lateness of today's phases, in all.", now => Late(now, late => late.Sum()), "s");
        Gauge("hippique_phase_late_seconds_max", "Lateness of today's latest phase.", now => Late(now, late => late.Max()), "s");
    }

    private static IEnumerable<Measurement<double>> Late(StateReading now, Func<IReadOnlyList<int>, int> of) =>
        now
            .Tasks.Where(record => record.Task.Kind.IsPhase() && record.End is { IsDone: true })
            .GroupBy(record => record.Task.Kind)
            .Select(phase => new Measurement<double>(
                of([.. phase.Select(record => record.End is TaskEnd.Late late ? late.Seconds : 0)]),
                new Tag("phase", TaskMeter.KindOf(phase.Key))
            ));

    private void Sources()
    {
        Host("hippique_host_requests", "Requests of today to a host, of the whole installation.", (host, _) => host.Requests);
        Host("hippique_host_requests_left", "What is left of a host's budget of today.", (host, most) => Math.Max(0, most - host.Requests));
        Read("hippique_source_last_good_timestamp_seconds", "Last good answer.", read => Seconds(read.LastGood), "s");
        Read("hippique_source_last_new_timestamp_seconds", "Last answer that said something new.", read => Seconds(read.LastNew), "s");
        Read("hippique_source_repeats", "Good answers in a row that repeated what was known.", read => read.Repeats);
        Read("hippique_source_silent", "1 if nothing new came for longer than the kind allows.", read => read.Silent ? 1 : 0);
        Gauge(
            "hippique_source_favourite_races",
            "Races compared with PMU, of the last 200.",
            now => now.Health.Favourites.Select(one => new Measurement<double>(one.Races, new Tag("source", one.Source)))
        );
        Gauge(
            "hippique_source_favourite_agreement_ratio",
            "Share of them with the same favourite as PMU.",
            now => now.Health.Favourites.Select(one => new Measurement<double>(one.Share, new Tag("source", one.Source)))
        );
    }

    private void Host(string name, string help, Func<Hippique.Sources.Http.HostCount, int, double> value) =>
        Gauge(name, help, now => now.Hosts.Select(host => new Measurement<double>(value(host, now.Budget), new Tag("host", host.Host))));

    private void Read(string name, string help, Func<SourceHealth, double?> value, string? unit = null) =>
        Gauge(
            name,
            help,
            now =>
                from read in now.Health.Sources
                let number = value(read)
                where number is not null
                select new Measurement<double>(
                    number.Value,
                    new Tag("source", read.Source),
                    new Tag("kind", System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(read.Kind.ToString()))
                ),
            unit
        );

    private void Flag(string name, string help, Func<StateReading, bool> value) => One(name, help, now => value(now) ? 1 : 0);

    private void One(string name, string help, Func<StateReading, double?> value, string? unit = null) =>
        Gauge(name, help, now => value(now) is { } number ? [new Measurement<double>(number)] : [], unit);

    private void Gauge(string name, string help, Func<StateReading, IEnumerable<Measurement<double>>> values, string? unit = null) =>
        _meter.CreateObservableGauge(name, () => _state.Latest is { } now ? values(now) : [], unit, help);

    private static double? Seconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() / 1000.0;
}
