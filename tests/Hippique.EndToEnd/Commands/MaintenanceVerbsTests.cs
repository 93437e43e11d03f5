using System.Text.Json;
using Hippique.EndToEnd.Rehearsal;
using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Sources;

namespace Hippique.EndToEnd.Commands;

/// <summary>What a person types while the real service runs: queue, tasks, the daily plan, and the log of it all. The day is rehearsed in real time, so that nothing falls due meanwhile.</summary>
public sealed class MaintenanceVerbsTests : IDisposable
{
    private static readonly RaceId Race = new(RecordedPmuDay.Day, new RaceCode(1, 1));
    private readonly RehearsalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Verbs_change_the_running_service_and_each_is_logged_with_who_and_from_where()
    {
        var day = RecordedPmuDay.Write(_bench.Folder, new TimeOnly(12, 0));
        using var serve = _bench.Serve($"--rehearse {day} --pool pmu_national --speed 1 --at 11:05");
        await serve.SaysAsync("hippique serves on");
        await serve.LogsAsync("phases are new in the queue");
        var (h30, h5) = (TaskName.Run(Race, Phase.H30), TaskName.Run(Race, Phase.H5));

        (await OutAsync("queue pause"))[0].ShouldBe("The queue is paused: no task is woken.");
        (await OutAsync("queue"))[0].ShouldBe("The queue is paused: no task is woken.");
        (await OutAsync($"task cancel {h5}")).ShouldBe([$"{h5}: cancelled: a person cancelled it"]);
        // Long before its time it is another look, and the task stays as it is.
        (await OutAsync($"task run {h30}"))[0]
            .ShouldBe($"{h30}: done");
        (await OutAsync($"task retry {h5}"))[0].ShouldBe($"{h5}: done");
        (await OutAsync("queue resume")).ShouldBe(["The queue goes on."]);
        (await OutAsync("schedule pause"))[0].ShouldStartWith("The daily plan is paused since 2031-05-04 11:");
        (await OutAsync("schedule resume")).ShouldBe(["The daily plan is made at its hours."]);
        using (var unknown = Verb("task cancel nope"))
        {
            (await unknown.ExitAsync()).ShouldBe(1);
            unknown.Error.ShouldBe(["hippique: no task is named 'nope' (HTTP 404)"]);
        }

        var ends = (await _bench.TasksAsync())
            .Where(task => task.Task.Kind.IsPhase())
            .ToDictionary(task => task.Task.Name, task => task.End);
        ends.ShouldBe(new Dictionary<string, TaskEnd?> { [h30] = null, [h5] = TaskEnd.Cancelled.ByPerson }, ignoreOrder: true);
        Directory
            .GetFiles(Path.Combine(_bench.Place!, "2031-05-04", "R1C1"), "snapshot_*")
            .ShouldAllBe(file => Path.GetFileName(file).StartsWith("snapshot_extra_", StringComparison.Ordinal));
        var actions = JsonElement.Parse(string.Concat(await OutAsync("actions --json"))).GetProperty("actions").EnumerateArray().ToList();
        actions
            .Select(action => (action.GetProperty("action").GetString(), action.GetProperty("subject").GetString()))
            .ShouldBe([
                ("queue_pause", null),
                ("task_cancel", h5),
                ("task_run", h30),
                ("task_retry", h5),
                ("queue_resume", null),
                ("plan_pause", null),
                ("plan_resume", null),
            ]);
        foreach (var action in actions)
        {
            action.GetProperty("outcome").GetString().ShouldBe("done");
            action.GetProperty("who").GetProperty("name").GetString().ShouldBe("owner");
            action.GetProperty("from").GetProperty("address").GetString().ShouldBe("127.0.0.1");
            action.GetProperty("from").GetProperty("client").GetString().ShouldBe("cli");
        }
        (await serve.TerminateAsync()).ShouldBe(0);
    }

    private async Task<IReadOnlyList<string>> OutAsync(string verb)
    {
        using var process = Verb(verb);
        (await process.ExitAsync()).ShouldBe(0, string.Join('\n', process.Error));
        return process.Out;
    }

    private HippiqueProcess Verb(string verb) => new(_bench.Folder, verb, ("DATA_DIR", _bench.Place!));
}
