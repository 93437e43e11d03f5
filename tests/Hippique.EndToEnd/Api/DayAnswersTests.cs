using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hippique.Api;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hippique.EndToEnd.Api;

/// <summary>What the read model sends is what the files say, after every kind of change.</summary>
public sealed class DayAnswersTests : IAsyncLifetime
{
    private const string PlanPath = "/api/plan/2025-11-22";
    private const string TicketsPath = "/api/tickets/2025-11-22";
    private static readonly DateOnly Day = new(2025, 11, 22);
    private ServiceUnderTest _service = null!;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await ServiceUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_bytes_are_those_of_the_files_before_and_after_a_plan_a_phase_and_a_second_plan()
    {
        (await _service.Owner.GetAsync(PlanPath, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ScheduleAsync();
        await SameAsFilesAsync();
        await SameAsFilesAsync();

        await RunAsync("H30");
        await RunAsync("H5");
        await SameAsFilesAsync();
        (await _service.GetAsync(TicketsPath)).Body.GetProperty("races").GetInt32().ShouldBe(1);

        // Planned again, with a race that moved.
        _service.Source.Programme.RemoveAll(race => race.Link.Code == new RaceCode(1, 4));
        _service.Source.With("R1C4", "VALMOREL", new DateTimeOffset(2025, 11, 22, 14, 7, 0, TimeSpan.Zero), "PRIX DES ORMES");
        await ScheduleAsync();
        await SameAsFilesAsync();
        (await BytesAsync(PlanPath)).ShouldContain("14:07");
    }

    [Fact]
    public async Task A_file_that_another_program_changed_is_seen_a_second_later()
    {
        await ScheduleAsync();
        await RunAsync("H5");
        await SameAsFilesAsync();

        var plan = Path.Combine(_service.Folder, "2025-11-22", "plan.json");
        await File.WriteAllTextAsync(plan, (await File.ReadAllTextAsync(plan, Cancel)).Replace("TILLEULS", "CHATAIGNIERS"), Cancel);
        _service.Clock.Advance(DayAnswers.Look);

        (await BytesAsync(PlanPath)).ShouldContain("CHATAIGNIERS");
        await SameAsFilesAsync();

        File.Delete(Path.Combine(_service.Folder, "2025-11-22", "R1C3", "tickets.json"));
        _service.Clock.Advance(DayAnswers.Look);

        await SameAsFilesAsync();
        (await _service.GetAsync(TicketsPath)).Body.GetProperty("races").GetInt32().ShouldBe(0);

        File.Delete(plan);
        _service.Clock.Advance(DayAnswers.Look);

        (await _service.Owner.GetAsync(PlanPath, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _service.Owner.GetAsync(TicketsPath, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{\"date\": ")]
    [InlineData("null")]
    public async Task A_plan_that_was_damaged_by_hand_is_named_and_no_retry_is_asked_for(string damaged)
    {
        await ScheduleAsync();
        await File.WriteAllTextAsync(Path.Combine(_service.Folder, "2025-11-22", "plan.json"), damaged, Cancel);

        var response = await _service.Owner.GetAsync(PlanPath, Cancel);
        var body = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Cancel)).RootElement;

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.RetryAfter.ShouldBeNull();
        body.GetProperty("title").GetString().ShouldBe("Damaged file");
        body.GetProperty("detail").GetString()!.ShouldContain("2025-11-22/plan.json");
    }

    [Fact]
    public async Task Who_has_the_answer_already_is_told_so_until_it_changes()
    {
        await ScheduleAsync();
        var first = await _service.Owner.GetAsync(TicketsPath, Cancel);
        first.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");

        (await AskAsync(first.Headers.ETag!)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await RunAsync("H5");
        var second = await AskAsync(first.Headers.ETag!);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.ETag.ShouldNotBe(first.Headers.ETag);
    }

    [Fact]
    public async Task However_many_days_are_asked_for_only_the_last_are_kept()
    {
        var store = _service.Services.GetRequiredService<IArtifactStore>();
        await ScheduleAsync();
        var plan = (await store.GetAsync(ArtifactPaths.Plan(Day), Cancel))!.Content;
        var answers = _service.Services.GetRequiredService<DayAnswers>();
        for (var back = 1; back <= 3 * DayAnswers.MaxKept; back++)
        {
            await store.PutIfAbsentAsync(ArtifactPaths.Plan(Day.AddDays(-back)), plan, Cancel);
            (await answers.PlanAsync(Day.AddDays(-back), Cancel)).ShouldNotBeNull();
            answers.Count.ShouldBeLessThanOrEqualTo(DayAnswers.MaxKept);
        }
    }

    private async Task ScheduleAsync() =>
        (await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""")).Status.ShouldBe(HttpStatusCode.OK);

    private async Task RunAsync(string phase) =>
        (
            await _service.PostAsync(
                "/run",
                $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"{{phase}}","date":"2025-11-22","force":true}"""
            )
        ).Status.ShouldBe(HttpStatusCode.OK);

    private async Task SameAsFilesAsync()
    {
        // Read anew from the disk, by readers that have seen nothing before.
        var store = new DiskArtifactStore(_service.Folder);
        var plans = new PlanStore(store);
        var options = _service.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var plan = JsonSerializer.Serialize((await plans.GetAsync(Day, Cancel))!, options);
        var ledger = new StoredLedger(store);
        var fates = await new FatesReader(ledger, new LedgerMode(ledger)).ReadAsync(Day, false, Cancel);
        var tickets = JsonSerializer.Serialize(
            TicketsAnswer.Of((await new TicketsReader(store, plans).ReadAsync(Day, Cancel))!, fates),
            options
        );
        (await BytesAsync(PlanPath)).ShouldBe(plan);
        (await BytesAsync(TicketsPath)).ShouldBe(tickets);
    }

    private async Task<string> BytesAsync(string path) => await _service.Owner.GetStringAsync(path, Cancel);

    private async Task<HttpResponseMessage> AskAsync(EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, TicketsPath);
        request.Headers.IfNoneMatch.Add(tag);
        return await _service.Owner.SendAsync(request, Cancel);
    }
}
