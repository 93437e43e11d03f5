using System.Net;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>One task carried out now, cancelled, or its look made again, over HTTP.</summary>
public sealed class TaskOrderTests : IAsyncLifetime
{
    private const string H5 = "run-20251122-r1c3-h5";
    private static readonly DateTimeOffset Due = new(2025, 11, 22, 12, 30, 0, TimeSpan.Zero);
    private ServiceUnderTest _service = null!;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync();
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Cancelled_task_answers_the_same_twice_and_stays_so_after_another_plan()
    {
        foreach (var _ in new[] { 1, 2 })
        {
            var (status, answer, _) = await _service.PostAsync($"/tasks/{H5}/cancel", "");
            status.ShouldBe(HttpStatusCode.OK);
            (answer.GetProperty("ok").GetBoolean(), answer.GetProperty("state").GetString()).ShouldBe((true, "cancelled"));
        }
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");

        (await EndAsync()).ShouldBe(TaskEnd.Cancelled.ByPerson);
        var (_, run, _) = await _service.PostAsync(
            "/run",
            $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5","force":true}"""
        );
        (run.GetProperty("state").GetString(), run.GetProperty("cause").GetString()).ShouldBe(("cancelled", "by_person"));
        _service.Source.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Task_that_somebody_works_on_is_a_conflict_and_one_that_is_not_known_is_not_found()
    {
        var store = _service.Services.GetRequiredService<ITaskStore>();
        var now = _service.Clock.GetUtcNow();
        await store.TryLeaseAsync(H5, new TaskLease("node-b", now.AddSeconds(60)), now, Token);

        var (status, problem, _) = await _service.PostAsync($"/tasks/{H5}/cancel", "");

        status.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("detail").GetString().ShouldBe("it is being carried out now");
        problem.GetProperty("correlation_id").GetString().ShouldBe(H5);
        foreach (var verb in new[] { "run", "cancel", "retry" })
        {
            (await _service.PostAsync($"/tasks/run-20251122-r9c9-h5/{verb}", "")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await _service.PostAsync($"/tasks/nothing/{verb}", "")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await _service.Anonymous.PostAsync($"/tasks/{H5}/{verb}", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Look_before_its_time_is_an_extra_one_and_forced_the_phase()
    {
        var (_, extra, _) = await _service.PostAsync($"/tasks/{H5}/run", "");
        var (_, forced, _) = await _service.PostAsync($"/tasks/{H5}/run?force=true", "");

        (extra.GetProperty("extra").GetBoolean(), extra.GetProperty("state").GetString()).ShouldBe((true, "done"));
        extra.GetProperty("artifacts").EnumerateArray().ShouldContain(path => path.GetString()!.Contains("snapshot_extra_h5_"));
        (forced.GetProperty("extra").GetBoolean(), forced.GetProperty("state").GetString()).ShouldBe((false, "done"));
        (await EndAsync()).ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Missed_look_is_made_again_as_an_extra_one_until_the_off()
    {
        (await _service.PostAsync($"/tasks/{H5}/retry", "")).Status.ShouldBe(HttpStatusCode.Conflict);
        await _service.Services.GetRequiredService<TaskQueue>().EndAsync(H5, new TaskEnd.Missed("no source in time"), Token);

        var (status, look, _) = await _service.PostAsync($"/tasks/{H5}/retry", "");
        _service.Clock.SetUtcNow(Due.AddMinutes(5));
        var (late, problem, _) = await _service.PostAsync($"/tasks/{H5}/retry", "");

        status.ShouldBe(HttpStatusCode.OK);
        (look.GetProperty("ok").GetBoolean(), look.GetProperty("extra").GetBoolean()).ShouldBe((true, true));
        late.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("detail").GetString().ShouldBe("the race was off at 13:35: there is nothing to look at any more");
        (await EndAsync()).ShouldBe(new TaskEnd.Missed("no source in time"));
    }

    private async Task<TaskEnd?> EndAsync() => (await _service.Services.GetRequiredService<ITaskStore>().FindAsync(H5, Token))!.End;
}
