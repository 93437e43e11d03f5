using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Sources;
using Hippique.Testing.Sources;

namespace Hippique.EndToEnd.Telemetry;

/// <summary><c>/metrics</c> of a service that has planned a day, looked at a race late and been refused by a source.</summary>
public sealed partial class MetricsPageTests
{
    [Fact]
    public async Task A_played_day_is_measured()
    {
        await using var measured = await MeasuredService.StartAsync(new() { ["REQUESTS_PER_DAY"] = "100" });
        await measured.PlayAsync();
        measured.Service.Source.ProgrammeError = FakeSource.Error(SourceErrorKind.Changed, "zeturf");
        await measured.PostAsync("/schedule", """{"date":"today"}""");

        var page = await measured.PageAsync();
        var host = measured.Site.Address.Authority;

        // Lateness by phase.
        Value(page, "hippique_phase_lateness_seconds_count{phase=\"h30\"}").ShouldBe(1);
        Value(page, "hippique_phase_lateness_seconds_bucket{phase=\"h30\",le=\"30\"}").ShouldBe(0);
        Value(page, "hippique_phase_lateness_seconds_bucket{phase=\"h30\",le=\"60\"}").ShouldBe(1);
        Value(page, "hippique_phase_lateness_seconds_bucket{phase=\"h30\",le=\"+Inf\"}").ShouldBe(1);
        Value(page, "hippique_phase_lateness_seconds_sum{phase=\"h30\"}").ShouldBeInRange(40, 59);
        Value(page, "hippique_phase_duration_seconds_count{phase=\"h30\"}").ShouldBe(1);
        Value(page, "hippique_phase_late_seconds_max{phase=\"h30\"}").ShouldBeInRange(40, 59);
        // Requests and refusals by host, and what is left of the budget.
        var ok = Value(page, $"hippique_fetches_total{{host=\"{host}\",outcome=\"ok\"}}");
        ok.ShouldBeGreaterThanOrEqualTo(2);
        Value(page, $"hippique_fetches_total{{host=\"{host}\",outcome=\"not_found\"}}").ShouldBe(1);
        Value(page, $"hippique_fetch_duration_seconds_count{{host=\"{host}\"}}").ShouldBe(ok + 1);
        Value(page, $"hippique_fetch_wait_seconds_count{{host=\"{host}\"}}").ShouldBe(ok + 1);
        var asked = Value(page, $"hippique_host_requests{{host=\"{host}\"}}");
        asked.ShouldBe(ok + 1);
        Value(page, $"hippique_host_requests_left{{host=\"{host}\"}}").ShouldBe(100 - asked);
        Value(page, "hippique_source_refusals_total{source=\"zeturf\",error=\"changed\"}").ShouldBe(1);
        // Tasks by state, age of the plan.
        Value(page, "hippique_tasks{kind=\"h30\",state=\"late\"}").ShouldBe(1);
        Value(page, "hippique_tasks_overdue").ShouldBe(0);
        Value(page, "hippique_plan_age_seconds").ShouldBeGreaterThan(MeasuredService.ToPhase.TotalSeconds);
        Value(page, "process_working_set_bytes").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Every_name_has_one_help_one_type_and_samples_of_that_type_together()
    {
        await using var measured = await MeasuredService.StartAsync();
        await measured.PlayAsync();

        var lines = (await measured.PageAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var types = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToList();
        types.Select(type => type[2]).Distinct().Count().ShouldBe(types.Count);
        var at = "";
        foreach (var line in lines)
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                at = line.Split(' ')[2];
            else if (line[0] != '#')
                Suffix().Replace(line.Split('{', ' ')[0], "").ShouldBe(Suffix().Replace(at, ""));
        }
        // A counter is named as one, and nothing else is.
        types.Where(type => type[3] == "counter").ShouldAllBe(type => type[2].EndsWith("_total"));
        types.Where(type => type[3] != "counter").ShouldAllBe(type => !type[2].EndsWith("_total"));
    }

    [Fact]
    public async Task A_label_whose_reason_is_gone_disappears()
    {
        await using var measured = await MeasuredService.StartAsync();
        await measured.PostAsync("/schedule", """{"date":"today"}""");
        (await measured.PageAsync()).ShouldContain("hippique_tasks{kind=\"h5\",state=\"open\"} 2\n");

        measured.Service.Clock.Advance(TimeSpan.FromDays(1));

        (await measured.PageAsync()).ShouldNotContain("hippique_tasks{kind=\"h5\",state=\"open\"}");
    }

    internal static double Value(string page, string sample)
    {
        var line = page.Split('\n').SingleOrDefault(line => line.StartsWith(sample + " ", StringComparison.Ordinal));
        line.ShouldNotBeNull($"{sample} in {page}");
        return double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("_(bucket|sum|count|max)$")]
    private static partial Regex Suffix();
}
