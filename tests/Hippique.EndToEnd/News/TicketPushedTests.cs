using Hippique.Orchestration.Tasks;
using Hippique.Testing.Racing;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.News;

/// <summary>The whole service, from a browser that subscribes to the ticket that it reads.</summary>
public sealed class TicketPushedTests : IAsyncLifetime
{
    private const string Name = "news-20251122-r1c3-tickets-push";
    private PushedService _bench = null!;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await PushedService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _bench.Push.Wrong.ShouldBeEmpty();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Browsers_read_the_ticket_each_in_its_language_and_one_that_has_ended_is_forgotten()
    {
        var (gone, browser) = (await _bench.SubscribeAsync("en"), await _bench.SubscribeAsync());
        var english = await _bench.SubscribeAsync("en");
        _bench.Push.Replies(gone, new ReceiverReply(410));

        await _bench.DecideAsync();
        await _bench.UntilAsync(() => browser.Messages.Count + english.Messages.Count == 2);

        var message = browser.Messages[0];
        message.GetProperty("url").GetString().ShouldBe("/race/2025-11-22/R1C3");
        message.GetProperty("tag").GetString()!.ShouldStartWith("20251122-r1c3-tickets-");
        message.GetProperty("title").GetString()!.ShouldContain("R1C3");
        message.GetProperty("body").GetString()!.ShouldContain("Jouer comporte des risques");
        english.Messages[0].GetProperty("body").GetString()!.ShouldContain("Gambling involves risks");
        english.Messages[0].GetProperty("tag").GetString().ShouldBe(message.GetProperty("tag").GetString());
        var post = _bench.Push.Posts.Single(one => one.Path == browser.Endpoint.PathAndQuery);
        post.Headers["Urgency"].ShouldBe("high");
        var left = InventedRaces.Off.AddSeconds(-60) - _bench.Service.Clock.GetUtcNow();
        int.Parse(post.Headers["TTL"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange((int)left.TotalSeconds, 94 * 60);
        var (_, push) = await _bench.Service.GetAsync("/api/push");
        _bench.Push.Senders.Distinct().ShouldHaveSingleItem().ShouldBe(push.GetProperty("public_key").GetString());
        await _bench.UntilAsync(async () =>
            (await _bench.Service.GetAsync("/api/push")).Body.GetProperty("subscriptions").GetArrayLength() == 2
        );
        await EndsAsync("done");
    }

    [Fact]
    public async Task Push_service_without_time_is_asked_when_it_said_and_the_browser_reads_it_once()
    {
        var browser = await _bench.SubscribeAsync();
        _bench.Push.Replies(browser, new ReceiverReply(429, RetryAfter: "60"));
        await _bench.DecideAsync();
        await _bench.UntilAsync(() => _bench.Push.Tries(browser) == 1);
        var refused = _bench.Service.Clock.GetUtcNow();
        _bench.Push.Replies(browser, null);

        await _bench.UntilAsync(() => _bench.Push.Tries(browser) == 2);

        (_bench.Service.Clock.GetUtcNow() - refused).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(59));
        await EndsAsync("late");
        browser.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Message_that_is_too_long_for_a_push_service_has_failed_and_is_not_sent_again()
    {
        var browser = await _bench.SubscribeAsync();
        _bench.Push.Replies(browser, new ReceiverReply(413));
        await _bench.DecideAsync();

        await EndsAsync("failed");

        _bench.Push.Tries(browser).ShouldBe(1);
        (await _bench.Service.GetAsync("/api/push")).Body.GetProperty("subscriptions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Damaged_subscription_costs_the_others_nothing()
    {
        var (damaged, browser) = (await _bench.SubscribeAsync(), await _bench.SubscribeAsync());
        var file = Path.Combine(_bench.Service.Folder, "push", "subscriptions.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Token)).Replace(damaged.Auth, "damaged"), Token);

        await _bench.DecideAsync();
        await EndsAsync("done");

        (_bench.Push.Tries(damaged), browser.Messages.Count).ShouldBe((0, 1));
        (await _bench.Service.GetAsync("/api/push")).Body.GetProperty("subscriptions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_subscription_no_message_is_put_out()
    {
        await _bench.DecideAsync();
        (await TasksAsync()).ShouldNotContain(record => record.Task.Kind == TaskKind.News);
        Directory.Exists(Path.Combine(_bench.Service.Folder, "push")).ShouldBeFalse();
        File.Exists(Path.Combine(_bench.Service.Folder, "keys", "web_push.json")).ShouldBeFalse();
        // Whoever subscribes then is told what can still be bought.
        var browser = await _bench.SubscribeAsync();
        await _bench.UntilAsync(() => browser.Messages.Count > 0);
    }

    private async Task EndsAsync(string state)
    {
        TaskRecord? found = null;
        await _bench.UntilAsync(async () =>
            (found = (await TasksAsync()).SingleOrDefault(record => record.Task.Name == Name))?.End is not null
        );
        found!.End!.State.ShouldBe(state);
    }

    private Task<IReadOnlyList<TaskRecord>> TasksAsync() =>
        _bench.Service.Services.GetRequiredService<TaskQueue>().OfDayAsync(InventedRaces.Day, Token);
}
