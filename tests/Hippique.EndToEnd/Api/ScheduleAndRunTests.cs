using System.Net;
using System.Text.Json;
using Hippique.Sources;

namespace Hippique.EndToEnd.Api;

/// <summary>Names, types and meanings of <c>POST /schedule</c> and <c>POST /run</c>, as callers have relied on them since version 2.</summary>
public sealed class ScheduleAndRunTests
{
    [Fact]
    public async Task A_day_is_scheduled_once_and_the_second_time_creates_nothing()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (status, first, _) = await service.PostAsync("/schedule", """{"date":"2025-11-22","mode":"tasks"}""");
        var (_, second, _) = await service.PostAsync("/schedule", """{"date":"2025-11-22","mode":"scheduler"}""");

        status.ShouldBe(HttpStatusCode.OK);
        Shape(first)
            .ShouldBe(
                "ok:True date:String total_races:Number scheduled_h30:Number scheduled_h5:Number created:Number mode:String "
                    + "plan_summary:Array refusals:Array kept:False correlation_id:String"
            );
        Shape(first.GetProperty("plan_summary")[0]).ShouldBe("race:String time:String meeting:String url:String");
        first.GetProperty("date").GetString().ShouldBe("2025-11-22");
        first.GetProperty("correlation_id").GetString().ShouldBe("plan-20251122");
        first.GetProperty("total_races").GetInt32().ShouldBe(3);
        // Of three races one is over.
        first.GetProperty("scheduled_h30").GetInt32().ShouldBe(2);
        first.GetProperty("scheduled_h5").GetInt32().ShouldBe(2);
        first.GetProperty("created").GetInt32().ShouldBe(4);
        first.GetProperty("plan_summary")[1].GetProperty("time").GetString().ShouldBe("13:35");
        second.GetProperty("created").GetInt32().ShouldBe(0);
        second.GetProperty("scheduled_h5").GetInt32().ShouldBe(2);
        second.GetProperty("mode").GetString().ShouldBe("scheduler");
    }

    [Theory]
    [InlineData("H30", "H30", "snapshot_h30.json")]
    [InlineData("h-5", "H5", "tickets.json")]
    public async Task A_phase_runs_at_once_long_before_its_time_if_it_is_forced(string asked, string answered, string artifact)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (status, body, _) = await service.PostAsync(
            "/run",
            $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"{{asked}}","date":"2025-11-22","force":true}"""
        );

        status.ShouldBe(HttpStatusCode.OK);
        Shape(body)
            .ShouldBe(
                "ok:True phase:String returncode:Number stdout_tail:String artifacts:Array correlation_id:String extra:False state:String cause:Null reason:Null refusals:Array"
            );
        body.GetProperty("phase").GetString().ShouldBe(answered);
        body.GetProperty("returncode").GetInt32().ShouldBe(0);
        body.GetProperty("correlation_id").GetString().ShouldBe($"run-20251122-r1c3-{answered.ToLowerInvariant()}");
        var artifacts = body.GetProperty("artifacts").EnumerateArray().Select(path => path.GetString()!).ToList();
        artifacts.ShouldContain(path => path.EndsWith(artifact, StringComparison.Ordinal));
        artifacts.ShouldAllBe(path => File.Exists(Path.Combine(service.Folder, path)));
    }

    [Fact]
    public async Task A_source_that_is_down_is_a_503_that_says_when_to_come_back()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Source.Refuse("R1C3", SourceErrorKind.Timeout, TimeSpan.FromSeconds(30));

        var (status, body, response) = await service.PostAsync(
            "/run",
            $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5"}"""
        );

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        body.GetProperty("correlation_id").GetString().ShouldBe("run-20251122-r1c3-h5");
    }

    [Fact]
    public async Task A_page_that_changed_is_a_503_that_says_when_to_come_back()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Source.Refuse("R1C3", SourceErrorKind.Changed);

        var (status, body, response) = await service.PostAsync(
            "/run",
            $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5"}"""
        );

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        body.GetProperty("detail").GetString()!.ShouldContain("changed");
    }

    [Fact]
    public async Task A_programme_that_no_source_gives_is_a_503_while_a_retry_can_help()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Source.ProgrammeError = Testing.Sources.FakeSource.Error(
            SourceErrorKind.TooManyRequests,
            "zeturf",
            TimeSpan.FromSeconds(90)
        );

        var (status, _, response) = await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("/schedule", "{", "not JSON")]
    [InlineData("/schedule", "null", "null")]
    [InlineData("/schedule", """{"date":5}""", "wrong type")]
    [InlineData("/schedule", """{"date":"2025-02-30"}""", "no date")]
    [InlineData("/schedule", """{"mode":"both"}""", "no mode")]
    [InlineData("/run", """{"phase":"H5"}""", "course_url")]
    [InlineData("/run", """{"course_url":"https://zeturf.example.com/fr/course/2025-11-22/R1C3-x","phase":"H5"}""", "not a site")]
    [InlineData("/run", """{"course_url":"http://169.254.169.254/latest","phase":"H5"}""", "not a site")]
    [InlineData("/run", """{"course_url":"https://www.zeturf.fr/fr/course/2025-11-22/R1C3-x","phase":"H15"}""", "no phase")]
    [InlineData(
        "/run",
        """{"course_url":"https://www.zeturf.fr/fr/course/2025-11-22/R1C3-x","phase":"H5","date":"2025-11-21"}""",
        "2025-11-21"
    )]
    public async Task What_the_caller_got_wrong_is_a_400_with_a_sentence(string path, string json, string said)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (status, body, response) = await service.PostAsync(path, json);

        status.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        body.GetProperty("detail").GetString()!.ShouldContain(said);
        body.GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
        service.Source.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_race_that_the_day_does_not_have_is_a_404_and_a_body_of_a_megabyte_a_413()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (unknown, _, _) = await service.PostAsync(
            "/run",
            """{"course_url":"https://www.zeturf.fr/fr/course/2025-11-22/R9C9-x","phase":"H5"}"""
        );
        var (large, _, _) = await service.PostAsync("/schedule", $$"""{"date":"{{new string(' ', 1_000_000)}}"}""");

        unknown.ShouldBe(HttpStatusCode.NotFound);
        large.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_day_can_be_read_back_and_tickets_carry_the_warning()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        (await service.GetAsync("/api/plan/2025-11-22")).Status.ShouldBe(HttpStatusCode.NotFound);
        await service.PostAsync("/schedule", "{}");

        var (status, plan) = await service.GetAsync("/api/plan/2025-11-22");
        var (_, tickets) = await service.GetAsync("/api/tickets/today");

        status.ShouldBe(HttpStatusCode.OK);
        plan.GetProperty("races").GetArrayLength().ShouldBe(3);
        plan.GetProperty("races")[0].GetProperty("id").GetString().ShouldBe("2025-11-22/R1C1");
        var warning = tickets.GetProperty("warning").GetString()!;
        warning.ShouldContain("18+");
        warning.ShouldContain("09 74 75 13 13");
    }

    private static string Shape(JsonElement element) =>
        string.Join(' ', element.EnumerateObject().Select(property => $"{property.Name}:{property.Value.ValueKind}"));
}
