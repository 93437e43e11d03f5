using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Hippique.EndToEnd.Api;
using Hippique.EndToEnd.Serving;

namespace Hippique.EndToEnd.Dashboard;

/// <summary><c>GET /api/events</c> over HTTP.</summary>
public sealed class EventsTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-events-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Planning_is_heard_and_after_a_cut_what_was_missed()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        string last;
        using (var first = await ListenAsync(service.Owner, null))
        {
            first.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            await using var events = await EventsOf(first);
            (await NextAsync(events)).Kind.ShouldBe("hello");
            last = (await NextAsync(events, () => service.PostAsync("/schedule", """{"date":"2025-11-22"}"""))).Id!;
        }

        using var again = await ListenAsync(service.Owner, last);
        await using var missed = await EventsOf(again);

        (await NextAsync(missed)).Kind.ShouldBe("hello");
        var kinds = new List<string>();
        while (!kinds.Contains("task_ended"))
            kinds.Add((await NextAsync(missed)).Kind);
        kinds.ShouldContain("task_planned");
    }

    [Fact]
    public async Task What_somebody_says_of_a_ticket_is_heard_on_every_other_page()
    {
        await using var service = await ProposedTicket.ServeAsync();
        using var other = await ListenAsync(service.Owner, null);
        await using var events = await EventsOf(other);
        (await NextAsync(events)).Kind.ShouldBe("hello");

        await service.PostAsync("/api/tickets/2025-11-22/R1C3-1/played", "{}");

        while ((await NextAsync(events)).Kind != "ticket_said") { }
        var said = JsonElement.Parse(events.Current.Data);
        said.GetProperty("race").GetString().ShouldBe("2025-11-22/R1C3");
        said.GetProperty("tickets").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Strangers_hear_nothing_and_the_stop_of_the_service_waits_for_no_listener()
    {
        var service = await ServiceUnderTest.StartAsync();
        (await service.Anonymous.GetAsync("/api/events", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var listener = await ListenAsync(service.Owner, null);
        await using var events = await EventsOf(listener);
        await NextAsync(events);

        await service.DisposeAsync();

        (await events.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_hundred_listeners_cost_less_than_100_MB()
    {
        using var served = new HippiqueProcess(_folder, "serve", ("PORT", "0"), ("SOURCES__ORDER", "none"), ("REQUIRE_AUTH", "false"));
        var address = (await served.SaysAsync("serves on")).Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        // What the first calls load is the program's and no listener's.
        for (var warm = 0; warm < 3; warm++)
            (await ListenAsync(client, null)).Dispose();
        var before = served.ResidentMegabytes;
        var listeners = new List<HttpResponseMessage>();
        for (var number = 0; number < 200; number++)
            listeners.Add(await ListenAsync(client, null));

        var cost = served.ResidentMegabytes - before;
        listeners.ForEach(listener => listener.Dispose());

        output.WriteLine($"{cost:0.0} MB");
        cost.ShouldBeLessThan(100);
    }

    private static async Task<HttpResponseMessage> ListenAsync(HttpClient client, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (last is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> EventsOf(HttpResponseMessage answer) =>
        SseParser.Create(await answer.Content.ReadAsStreamAsync(Token)).EnumerateAsync(Token).GetAsyncEnumerator(Token);

    private static async Task<(string Kind, string? Id)> NextAsync(IAsyncEnumerator<SseItem<string>> events, Func<Task>? cause = null)
    {
        if (cause is not null)
            await cause();
        (await events.MoveNextAsync()).ShouldBeTrue();
        return (JsonDocument.Parse(events.Current.Data).RootElement.GetProperty("kind").GetString()!, events.Current.EventId);
    }
}
