using System.Net;
using System.Text;
using System.Text.Json;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>Calls of a queue in the cloud: ahead of the instant, twice, for something that has moved, and for what is none.</summary>
public sealed class TimerCallTests
{
    private const string Name = "run-20251122-r1c3-h5";
    private const string Day = """{"date":"2025-11-22"}""";
    private const string Run = $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5","date":"2025-11-22"}""";
    private static readonly DateTimeOffset Due = new(2025, 11, 22, 12, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/run", Run)]
    [InlineData($"/tasks/{Name}", "{}")]
    public async Task A_phase_that_is_called_a_minute_early_waits_for_its_instant_and_a_second_call_gets_the_stored_result(
        string path,
        string body
    )
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);
        service.Clock.SetUtcNow(Due.AddSeconds(-60));

        var calling = CallAsync(service, path, body);
        await PassAsync(service, TimeSpan.FromSeconds(59));
        service.Source.Asked.ShouldBeEmpty();
        calling.IsCompleted.ShouldBeFalse();
        var first = await UntilAsync(service, calling);
        var second = await UntilAsync(service, CallAsync(service, path, body));

        foreach (var (status, answer) in new[] { first, second })
        {
            status.ShouldBe(HttpStatusCode.OK);
            (answer.GetProperty("ok").GetBoolean(), answer.GetProperty("state").GetString()).ShouldBe((true, "done"));
            answer.GetProperty("correlation_id").GetString().ShouldBe(Name);
        }
        service.Source.Asked.Count.ShouldBe(1);
        (await EndAsync(service)).ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Two_calls_at_once_are_one_look_and_two_equal_answers()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);
        service.Clock.SetUtcNow(Due.AddSeconds(-1));

        var both = Task.WhenAll(CallAsync(service, "/run", Run), CallAsync(service, "/run", Run));
        var answers = await UntilAsync(service, both);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Body.GetProperty("ok").GetBoolean());
        answers.Select(answer => answer.Body.GetProperty("artifacts").ToString()).Distinct().Count().ShouldBe(1);
        service.Source.Asked.Count.ShouldBe(1);
    }

    /// <summary>The call of the time before: the phase has a call of its own for the new time.</summary>
    [Fact]
    public async Task A_call_long_before_the_phase_is_answered_at_once_and_changes_nothing()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);

        var (status, answer) = await CallAsync(service, "/run", Run);
        var (other, task) = await CallAsync(service, $"/tasks/{Name}", "{}");

        (status, other).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (answer.GetProperty("ok").GetBoolean(), answer.GetProperty("extra").GetBoolean()).ShouldBe((false, false));
        answer.GetProperty("reason").GetString().ShouldBe("it is not due yet; the queue calls again at 2025-11-22T12:30:00Z");
        (task.GetProperty("state").GetString(), task.GetProperty("next_at").GetDateTimeOffset()).ShouldBe(("waiting", Due));
        service.Source.Asked.ShouldBeEmpty();
        (await EndAsync(service)).ShouldBeNull();
    }

    /// <summary>Anybody can send a timer's header; on one machine no timer calls at all.</summary>
    [Fact]
    public async Task A_header_hides_nobody_from_the_action_log()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);

        await CallAsync(service, $"/tasks/{Name}", "{}");

        var (_, log) = await service.GetAsync("/api/actions?date=2025-11-22");
        log.GetProperty("actions")
            .EnumerateArray()
            .Select(action => action.GetProperty("action").GetString())
            .ShouldBe(["schedule", "task_call"]);
    }

    /// <summary>Somebody has pressed "run" in the console: an answer of 2xx would take the wake away.</summary>
    [Theory]
    [InlineData("/run", Run)]
    [InlineData($"/tasks/{Name}", "{}")]
    public async Task Its_own_wake_long_before_its_time_is_put_off(string path, string body)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);

        var (status, problem) = await CallAsync(service, path, body, wake: WakeId.Of(Name));

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        problem.GetProperty("detail").GetString().ShouldBe("it is not due yet");
        service.Source.Asked.ShouldBeEmpty();
    }

    /// <summary>Delivered minutes late: nothing is proposed within the last minute.</summary>
    [Fact]
    public async Task A_call_after_the_last_minute_finds_the_phase_missed()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);
        service.Clock.SetUtcNow(Due.AddMinutes(4).AddSeconds(1));

        var (status, answer) = await UntilAsync(service, CallAsync(service, "/run", Run));

        status.ShouldBe(HttpStatusCode.OK);
        (answer.GetProperty("ok").GetBoolean(), answer.GetProperty("state").GetString()).ShouldBe((false, "missed"));
        service.Source.Asked.ShouldBeEmpty();
        File.Exists(Path.Combine(service.Folder, "2025-11-22", "R1C3", "tickets.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_late_call_is_carried_out_and_its_lateness_is_measured()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);
        service.Clock.SetUtcNow(Due.AddSeconds(150));

        var (_, answer) = await UntilAsync(service, CallAsync(service, "/run", Run));

        (answer.GetProperty("ok").GetBoolean(), answer.GetProperty("state").GetString()).ShouldBe((true, "late"));
        (await EndAsync(service)).ShouldBeOfType<TaskEnd.Late>().Seconds.ShouldBeInRange(150, 160);
    }

    /// <summary>The store was lost, the queue was not: the plan still knows the race.</summary>
    [Fact]
    public async Task A_phase_that_the_store_does_not_know_is_added_and_carried_out()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Clock.SetUtcNow(Due);

        var (status, answer) = await UntilAsync(service, CallAsync(service, "/run", Run));

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("state").GetString().ShouldBe("done");
    }

    /// <summary>Anything but 2xx would come again for a day; a person is told what is wrong.</summary>
    [Theory]
    [InlineData("/tasks/run-20251122-r9c9-h5", "{}", HttpStatusCode.NotFound)]
    [InlineData("/tasks/nothing", "{}", HttpStatusCode.NotFound)]
    [InlineData(
        "/run",
        """{"course_url":"https://www.zeturf.fr/fr/course/2025-11-22/R9C9-nowhere","phase":"H5"}""",
        HttpStatusCode.NotFound
    )]
    [InlineData("/run", """{"course_url":"https://elsewhere.example/","phase":"H5"}""", HttpStatusCode.BadRequest)]
    [InlineData("/schedule", """{"date":"one day"}""", HttpStatusCode.BadRequest)]
    public async Task What_can_never_be_carried_out_is_not_brought_again(string path, string body, HttpStatusCode person)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Day);

        var (status, answer) = await CallAsync(service, path, body);
        var (told, same, _) = await service.PostAsync(path, body);

        (status, told).ShouldBe((HttpStatusCode.OK, person));
        answer.GetProperty("detail").GetString().ShouldBe(same.GetProperty("detail").GetString());
        answer.GetProperty("status").GetInt32().ShouldBe((int)person);
    }

    [Fact]
    public async Task Only_the_races_before_an_hour_are_put_into_the_queue_if_that_is_asked()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (status, early, _) = await service.PostAsync("/schedule", """{"date":"2025-11-22","mode":"tasks","until":"14:00"}""");
        var (_, all, _) = await service.PostAsync("/schedule", Day);
        var (wrong, problem, _) = await service.PostAsync("/schedule", """{"date":"2025-11-22","until":"10h"}""");

        status.ShouldBe(HttpStatusCode.OK);
        (early.GetProperty("created").GetInt32(), early.GetProperty("total_races").GetInt32()).ShouldBe((2, 2));
        (all.GetProperty("created").GetInt32(), all.GetProperty("total_races").GetInt32()).ShouldBe((2, 3));
        wrong.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("detail").GetString().ShouldBe("'10h' is no hour; expected such as 10:00");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(
        ServiceUnderTest service,
        string path,
        string body,
        string wake = "1a2b3c4d-run"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-CloudTasks-TaskName", wake);
        using var response = await service.Owner.SendAsync(request, Cancelled);
        return (response.StatusCode, await ServiceUnderTest.JsonOfAsync(response));
    }

    private static async Task PassAsync(ServiceUnderTest service, TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancelled);
        }
    }

    /// <summary>The clock passes no faster than the machine's: however busy that is, a phase that was called in time is not late by it.</summary>
    private static Task<T> UntilAsync<T>(ServiceUnderTest service, Task<T> calling) =>
        BoundedWait.EndAsync(calling, () => service.Clock.Advance(TimeSpan.FromMilliseconds(10)));

    private static async Task<TaskEnd?> EndAsync(ServiceUnderTest service) =>
        (await service.Services.GetRequiredService<ITaskStore>().FindAsync(Name, Cancelled))?.End;
}
