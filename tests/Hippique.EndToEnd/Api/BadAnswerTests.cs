using System.Net;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>Issue 10: one bad page within the grace, then a good one, over HTTP and through the queue.</summary>
public sealed class BadAnswerTests
{
    private const string Run = $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H30","date":"2025-11-22"}""";
    private static readonly DateTimeOffset Due = InventedRaces.Off.AddMinutes(-30);

    public static TheoryData<SourceErrorKind> Kinds =>
        [SourceErrorKind.Malformed, SourceErrorKind.Foreign, SourceErrorKind.TooLarge, SourceErrorKind.NotFound];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Run_answers_503_with_a_time_and_then_200(SourceErrorKind kind)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Clock.SetUtcNow(Due);
        BadOnce(service, kind);

        var (status, problem, response) = await service.PostAsync("/run", Run);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(20));
        problem.GetProperty("detail").GetString()!.ShouldContain(FakeSource.Error(kind, "zeturf").Code);

        var (again, body, _) = await service.PostAsync("/run", Run);
        again.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_queue_asks_again_by_itself(SourceErrorKind kind)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        BadOnce(service, kind);
        service.Clock.SetUtcNow(Due);
        var store = service.Services.GetRequiredService<ITaskStore>();

        TaskEnd? end = null;
        // Far more than the 20 seconds of the wait, so that a machine that is slow to look has time to.
        for (var step = 0; step < 60_000 && end is null; step++)
        {
            if (step % 10 == 0 && service.Clock.GetUtcNow() < Due.AddMinutes(14))
                service.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
            end = (await store.FindAsync("run-20251122-r1c3-h30", TestContext.Current.CancellationToken))!.End;
        }

        end.ShouldNotBeNull().IsDone.ShouldBeTrue(end.ToString());
        service.Source.Asked.Count.ShouldBe(2);
    }

    private static void BadOnce(ServiceUnderTest service, SourceErrorKind kind)
    {
        var (code, asked) = (new RaceCode(1, 3), 0);
        var good = service.Source.Views[code];
        service.Source.Views[code] = query =>
            Interlocked.Increment(ref asked) == 1 ? new SourceAnswer<RaceView>.Refused(FakeSource.Error(kind, "zeturf")) : good(query);
    }
}
