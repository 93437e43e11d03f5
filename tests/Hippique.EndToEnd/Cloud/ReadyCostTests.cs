using System.Net;
using System.Net.Http.Headers;
using Hippique.EndToEnd.Dashboard;
using Hippique.Orchestration.Health;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.EndToEnd.Cloud;

/// <summary>What is open to all must cost the bucket and the queue nothing worth mentioning, however often strangers ask.</summary>
public sealed class ReadyCostTests
{
    private static readonly DateTimeOffset Ten = ParisTime.At(InventedRaces.Day, new TimeOnly(10, 0));

    [Fact]
    public async Task Strangers_who_ask_at_once_and_again_cost_one_question()
    {
        await using var cloud = await CloudBench.StartAsync(Ten);
        await cloud.CallAsync("/schedule", """{"date":"today","mode":"tasks"}""");
        await cloud.PassUntilAsync(Ten.AddMinutes(5));
        // From here on the queue brings nothing that would ask for something of its own.
        cloud.Queue.Caller.Route = cloud.Jobs.Caller.Route = _ => null;
        using var http = new HttpClient { BaseAddress = cloud.Container.Address };
        // The first also reads what is kept for good.
        await AskAsync(http, "/ready", 1);
        cloud.Clock.Advance(RecentHealth.MaxAge);
        var one = await CostAsync(cloud, () => AskAsync(http, "/ready", 1));
        cloud.Clock.Advance(RecentHealth.MaxAge);

        var many = await CostAsync(cloud, () => AskAsync(http, "/ready", 30));
        var again = await CostAsync(cloud, () => AskAsync(http, "/ready", 30));
        cloud.Clock.Advance(RecentHealth.MaxAge);
        var health = await CostAsync(cloud, () => AskAsync(http, "/health", 30));
        var healthz = await CostAsync(cloud, () => AskAsync(http, "/healthz", 30));
        var home = await CostAsync(cloud, () => AskAsync(http, "/", 30));

        one.ShouldBeGreaterThan(0);
        many.ShouldBe(one);
        (again, health, healthz, home).ShouldBe((0, 0, 0, 0));
    }

    /// <summary>A page waits for nobody's queue: how that stands is shown to those who run the service, on a page of its own.</summary>
    [Fact]
    public async Task No_page_but_that_of_operations_asks_the_queue()
    {
        await using var cloud = await CloudBench.StartAsync(Ten);
        await cloud.CallAsync("/schedule", """{"date":"today","mode":"tasks"}""");
        await cloud.PassUntilAsync(Ten.AddMinutes(5));
        cloud.Queue.Caller.Route = cloud.Jobs.Caller.Route = _ => null;
        cloud.Clock.Advance(RecentHealth.MaxAge);
        using var http = new HttpClient { BaseAddress = cloud.Container.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cloud.Token);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var asked = new List<string>();
        foreach (var (path, _, english) in ViewsTests.Views.Where(view => !view.Path.Contains("R9C9", StringComparison.Ordinal)))
        {
            var before = cloud.Queue.Requests.Count;
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {english}");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            if (cloud.Queue.Requests.Count > before)
                asked.Add(path);
        }
        asked.ShouldBe(["/operations?state=all"]);
    }

    private static async Task<int> CostAsync(CloudBench cloud, Func<Task> work)
    {
        var before = cloud.Storage.Requests.Count + cloud.Queue.Requests.Count;
        await work();
        return cloud.Storage.Requests.Count + cloud.Queue.Requests.Count - before;
    }

    private static async Task AskAsync(HttpClient http, string path, int times)
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, times).Select(_ => http.GetAsync(path, TestContext.Current.CancellationToken))
        );
        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Dispose();
        }
    }
}
