using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.EndToEnd.Cloud;

/// <summary>A day on Google Cloud: planned by the daily job's call, each phase called by the queue, everything in the bucket.</summary>
public sealed class CloudDayTests
{
    private static readonly DateOnly Day = InventedRaces.Day;
    private static readonly DateTimeOffset Nine = ParisTime.At(Day, new TimeOnly(9, 0));
    private static readonly string[] Files = ["snapshot_h30.json", "snapshot_h5.json", "analysis_h5.json", "tickets.json", "cotes.csv"];

    [Fact]
    public async Task Every_phase_is_called_ahead_of_its_instant_and_carried_out_at_it()
    {
        await using var cloud = await CloudBench.StartAsync(Nine);

        var planned = await cloud.CallAsync("/schedule", """{"date":"today","mode":"tasks"}""");
        await cloud.PassUntilAsync(InventedRaces.Off.AddHours(1));

        // The container that the call started has planned the day too, and each has put some phases into the queue.
        (planned.GetProperty("scheduled_h30").GetInt32(), planned.GetProperty("scheduled_h5").GetInt32()).ShouldBe((2, 2));
        var phases = await PhasesAsync(cloud);
        phases.Count.ShouldBe(4);
        phases.Where(phase => phase.Task.Race == InventedRaces.Id).ShouldAllBe(phase => phase.End == new TaskEnd.Done());
        cloud.Source.Asked.Where(asked => asked.Link.Code == InventedRaces.Id.Code).Count().ShouldBe(2);
        foreach (var file in Files)
            cloud.Object($"2025-11-22/R1C3/{file}").ShouldNotBeNull(file);
        LookIsOfItsInstant(cloud);
        cloud.Containers.ShouldBe(1);
        // The one call that no timer made, and none of the queue's own.
        var actions = Encoding.UTF8.GetString(cloud.Object("2025-11-22/actions.log")!).TrimEnd().Split('\n');
        actions.Length.ShouldBe(2);
        actions[0].ShouldContain("\"action\":\"schedule\"");
        actions[1].ShouldContain("\"outcome\":\"done\"");
    }

    /// <summary>Killed with its disk at moments of every kind: while nothing runs, while it waits for an instant, right before one and right after one.</summary>
    [Fact]
    public async Task A_container_that_is_killed_again_and_again_loses_no_phase()
    {
        await using var cloud = await CloudBench.StartAsync(Nine);
        await cloud.CallAsync("/schedule", """{"date":"today","mode":"tasks"}""");
        var h5 = InventedRaces.Off.AddMinutes(-5);

        foreach (var seconds in (int[])[-3600, -1530, -1499, -45, -1, 1, 40, 1790, 1801])
        {
            await cloud.PassToAsync(h5.AddSeconds(seconds));
            await cloud.KillAsync();
        }
        await cloud.PassUntilAsync(InventedRaces.Off.AddHours(1));

        var phases = await PhasesAsync(cloud);
        phases.Count.ShouldBe(4);
        phases.ShouldAllBe(phase => phase.End != null);
        phases.Where(phase => phase.Task.Race == InventedRaces.Id).ShouldAllBe(phase => phase.End!.IsDone);
        foreach (var file in Files)
            cloud.Object($"2025-11-22/R1C3/{file}").ShouldNotBeNull(file);
        cloud.Containers.ShouldBeGreaterThan(5);
    }

    /// <summary>One job for each phase, for its minute of that date; the other tasks are the queue's.</summary>
    [Fact]
    public async Task In_scheduler_mode_each_phase_has_a_job_and_the_day_leaves_none_behind()
    {
        await using var cloud = await CloudBench.StartAsync(Nine.AddHours(-21));

        var planned = await cloud.CallAsync("/schedule", """{"date":"tomorrow","mode":"scheduler","until":"13:36"}""");
        var jobs = cloud.Jobs.Ids;
        await cloud.PassUntilAsync(InventedRaces.Off.AddHours(1));

        planned.GetProperty("mode").GetString().ShouldBe("scheduler");
        jobs.Select(id => id[9..]).ShouldBe(["run-20251122-r1c3-h30", "run-20251122-r1c3-h5"], ignoreOrder: true);
        var phases = (await PhasesAsync(cloud)).Where(phase => phase.Task.Race == InventedRaces.Id).ToList();
        phases.ShouldAllBe(phase => phase.Task.WakeBy == WakeMode.Scheduler && phase.End == new TaskEnd.Done());
        phases.Count.ShouldBe(2);
        LookIsOfItsInstant(cloud);
        cloud.Jobs.Ids.ShouldBeEmpty();
        // The plan of the morning adds the other race, whose phases are woken as the day's first.
        cloud.Jobs.Runs.Count.ShouldBe(4);
    }

    /// <summary>
    /// Never before its instant. That it was in time its end says; how long after it the look was made hangs on the machine, since the clock passes while the call is under way.
    /// </summary>
    private static void LookIsOfItsInstant(CloudBench cloud)
    {
        using var look = JsonDocument.Parse(cloud.Object("2025-11-22/R1C3/snapshot_h5.json")!);
        look.RootElement.GetProperty("taken_at").GetDateTimeOffset().ShouldBeInRange(InventedRaces.Off.AddMinutes(-5), InventedRaces.Off);
    }

    private static async Task<List<TaskRecord>> PhasesAsync(CloudBench cloud) =>
        [.. (await cloud.TasksAsync(Day)).Where(record => record.Task.Kind.IsPhase())];
}
