using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Hippique.EndToEnd.Api;
using Hippique.Orchestration.Events;
using Hippique.Testing;
using Hippique.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Cluster;

/// <summary><c>GET /api/events</c> of one node tells what happens on the other.</summary>
public sealed class RelayedEventsTests(SharedPostgres shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happens_on_a_node_is_heard_once_on_each()
    {
        await using var nodes = await NodesUnderTest.StartAsync(shared);
        await using var first = await Stream.OpenAsync(nodes.First);
        await using var second = await Stream.OpenAsync(nodes.Second);

        await nodes.First.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        Publish(nodes.First, new HippiqueEvent.QueuePaused());
        var there = await second.UntilAsync("queue_paused");
        // The way back from the second comes after all that the first could have heard of itself.
        Publish(nodes.Second, new HippiqueEvent.QueueResumed());
        var here = await first.UntilAsync("queue_resumed");

        there.Count(kind => kind == "day_planned").ShouldBe(1);
        there.ShouldContain("task_planned");
        here.Count(kind => kind == "day_planned").ShouldBe(1);
        here.Count(kind => kind == "queue_paused").ShouldBe(1);
    }

    [Fact]
    public async Task The_page_that_is_loaded_again_shows_what_the_other_node_did()
    {
        await using var nodes = await NodesUnderTest.StartAsync(shared);
        await nodes.First.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await using var second = await Stream.OpenAsync(nodes.Second);
        (await PageAsync(nodes.Second)).ShouldNotContain("ticket-R1C3-1");

        await ProposedTicket.ProposeAsync(nodes.First);
        Publish(nodes.First, new HippiqueEvent.RaceDecided("run-20251122-r1c3-h5", ProposedTicket.Analysis));
        await second.UntilAsync("race_decided");

        // The clock stands: what was read before is not old by itself.
        (await PageAsync(nodes.Second)).ShouldContain("ticket-R1C3-1");
        await nodes.First.PostAsync("/api/tickets/2025-11-22/R1C3-1/played", "{}");
        await second.UntilAsync("ticket_said");
        (await PageAsync(nodes.Second)).ShouldContain("joué pour 2,00 €");
    }

    [Fact]
    public async Task After_the_database_was_out_of_reach_pages_look_again_and_hear_what_follows()
    {
        await using var nodes = await NodesUnderTest.StartAsync(shared);
        await using var second = await Stream.OpenAsync(nodes.Second);
        nodes.Link.Cut();
        await BoundedWait.UntilAsync(() => !nodes.SecondHears);

        Publish(nodes.First, new HippiqueEvent.QueuePaused());
        nodes.Link.Mend();
        await BoundedWait.UntilAsync(() => nodes.SecondHears);
        Publish(nodes.First, new HippiqueEvent.QueueResumed());

        (await second.UntilAsync("queue_resumed")).ShouldContain("reset");
    }

    private static void Publish(ServiceUnderTest service, HippiqueEvent happened) =>
        service.Services.GetRequiredService<EventBus>().Publish(happened);

    private static async Task<string> PageAsync(ServiceUnderTest service)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/day/2025-11-22");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", "fr");
        using var answer = await service.Owner.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>One connection to a node's events.</summary>
    private sealed class Stream(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        public static async Task<Stream> OpenAsync(ServiceUnderTest service)
        {
            var answer = await service.Owner.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Token);
            var body = await answer.Content.ReadAsStreamAsync(Token);
            var stream = new Stream(answer, SseParser.Create(body).EnumerateAsync(Token).GetAsyncEnumerator(Token));
            await stream.UntilAsync("hello");
            return stream;
        }

        /// <summary>All kinds up to this one.</summary>
        public async Task<IReadOnlyList<string>> UntilAsync(string kind)
        {
            var kinds = new List<string>();
            while (!kinds.Contains(kind))
            {
                (await events.MoveNextAsync()).ShouldBeTrue();
                kinds.Add(JsonElement.Parse(events.Current.Data).GetProperty("kind").GetString()!);
            }
            return kinds;
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return events.DisposeAsync();
        }
    }
}
