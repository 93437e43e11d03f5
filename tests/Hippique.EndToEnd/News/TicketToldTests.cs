using System.Net;
using Hippique.Gpi;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Gpi;
using Hippique.Testing.Racing;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.News;

/// <summary>The whole service, from a request that decides a race to the receiver of its ticket.</summary>
public sealed class TicketToldTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_is_put_out_before_the_call_is_answered_and_told_with_its_expiry_and_page()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new Dictionary<string, string>
            {
                ["NOTIFY_WEBHOOK_URL"] = new Uri(receiver.Address, "hook").AbsoluteUri,
                ["NOTIFY_WEBHOOK_SECRET"] = "0123456789abcdef",
                ["SERVICE_URL"] = "https://hippique.example.invalid",
            },
            change: services => services.AddSingleton<IRaceAnalyser>(new FakeAnalyser())
        );

        var run = await service.PostAsync("/run", $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5","force":true}""");
        run.Status.ShouldBe(HttpStatusCode.OK);
        var tasks = await service.Services.GetRequiredService<TaskQueue>().OfDayAsync(InventedRaces.Day, Token);
        var task = tasks.Single(record => record.Task.Name == "news-20251122-r1c3-tickets-webhook").Task;
        task.GraceUntil.ShouldBe(InventedRaces.Off.AddSeconds(-60));

        for (var look = 0; receiver.Posts.Count == 0; look++)
        {
            look.ShouldBeLessThan(2000);
            service.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
        var news = receiver.Posts[0].Json.GetProperty("news");
        news.GetProperty("kind").GetString().ShouldBe("tickets_proposed");
        news.GetProperty("race").GetProperty("id").GetString().ShouldBe("2025-11-22/R1C3");
        news.GetProperty("expires_at").GetString().ShouldBe("2025-11-22T12:34:00Z");
        receiver.Posts[0].Text("link").ShouldBe(news.GetProperty("race").GetProperty("url").GetString());
        receiver.Posts[0].Text("text").ShouldContain("09 74 75 13 13");
        // The address to answer it, as it works at this service.
        var answer = new Uri(receiver.Posts[0].Text("answer_link")!);
        answer.AbsoluteUri.ShouldStartWith("https://hippique.example.invalid/said/2025-11-22/R1C3?until=");
        using var page = await service.Anonymous.GetAsync(answer.PathAndQuery, Token);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
