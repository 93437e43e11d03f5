using System.Net;
using System.Text.Json;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary><c>GET /api/days/{date}</c>: every task of a day as it stands.</summary>
public sealed class DayTasksTests : IAsyncLifetime
{
    private const string Path = "/api/days/2025-11-22";
    private ServiceUnderTest _service = null!;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await ServiceUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_planned_day_shows_each_task_before_and_after_it_was_carried_out()
    {
        (await _service.Owner.GetAsync(Path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await _service.PostAsync("/schedule", """{"date":"2025-11-22","mode":"tasks"}""");

        var waiting = await TaskAsync("run-20251122-r1c3-h30");
        waiting.GetProperty("state").GetString().ShouldBe("waiting");
        waiting.GetProperty("meeting").GetString().ShouldBe("VALMOREL");
        waiting.GetProperty("due_at").GetDateTimeOffset().ShouldBe(waiting.GetProperty("off").GetDateTimeOffset().AddMinutes(-30));

        var queue = _service.Services.GetRequiredService<TaskQueue>();
        await queue.EndAsync("run-20251122-r1c3-h30", new TaskEnd.Late(45), Cancel);
        await queue.EndAsync("run-20251122-r1c3-h5", new TaskEnd.Missed("no source answered"), Cancel);

        var late = await TaskAsync("run-20251122-r1c3-h30");
        (late.GetProperty("state").GetString(), late.GetProperty("late_seconds").GetInt32()).ShouldBe(("late", 45));
        var missed = await TaskAsync("run-20251122-r1c3-h5");
        (missed.GetProperty("state").GetString(), missed.GetProperty("reason").GetString()).ShouldBe(("missed", "no source answered"));
    }

    [Fact]
    public async Task A_task_that_somebody_works_on_names_who_and_for_how_long_it_has_been_due()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22","mode":"tasks"}""");
        var store = _service.Services.GetRequiredService<ITaskStore>();
        var record = (await store.FindAsync("run-20251122-r1c4-h5", Cancel))!;
        // Before it is due, so that the service's own queue finds it taken.
        var lease = new TaskLease("node-b", record.Task.DueAt.AddSeconds(60));
        (await store.TryLeaseAsync(record.Task.Name, lease, _service.Clock.GetUtcNow(), Cancel)).ShouldBeTrue();
        _service.Clock.SetUtcNow(record.Task.DueAt.AddSeconds(12));

        var task = await TaskAsync(record.Task.Name);

        task.GetProperty("state").GetString().ShouldBe("running");
        task.GetProperty("owner").GetString().ShouldBe("node-b");
        task.GetProperty("late_seconds").GetInt32().ShouldBe(12);
    }

    [Fact]
    public async Task A_date_that_is_none_is_the_callers_fault() =>
        (await _service.Owner.GetAsync("/api/days/soon", Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<JsonElement> TaskAsync(string name)
    {
        var (_, day) = await _service.GetAsync(Path);
        return day.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("name").GetString() == name);
    }
}
