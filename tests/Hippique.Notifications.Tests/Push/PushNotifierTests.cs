using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;

namespace Hippique.Notifications.Tests.Push;

/// <summary>What browsers get, and which of them.</summary>
public sealed class PushNotifierTests : IAsyncLifetime
{
    private const string File = "push/subscriptions.json";
    private PushBench _bench = null!;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _bench.Service.Wrong.ShouldBeEmpty();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Every_browser_reads_title_text_page_and_tag()
    {
        var (first, second) = (await _bench.SubscribeAsync(), await _bench.SubscribeAsync());

        (await _bench.SendAsync()).ShouldBe(new NotifierAnswer.Accepted());

        foreach (var browser in new[] { first, second })
        {
            var message = browser.Messages.ShouldHaveSingleItem();
            string.Join(' ', message.EnumerateObject().Select(field => field.Name)).ShouldBe("title body url tag");
            message.GetProperty("title").GetString().ShouldBe("R1C3 VALMOREL : 1 ticket, jusqu’à 14:11");
            message.GetProperty("body").GetString()!.ShouldContain("5 ÉTÉ INDIEN : 3,00 €");
            message.GetProperty("url").GetString().ShouldBe("/race/2026-03-14/R1C3");
            message.GetProperty("tag").GetString().ShouldBe("20260314-r1c3-tickets-0a1b2c3d");
        }
        _bench.Service.Senders.Distinct().ShouldHaveSingleItem().ShouldBe((await _bench.Keys.GetAsync(Token)).PublicKey);
    }

    [Fact]
    public async Task Ticket_is_urgent_and_keeps_until_it_expires_and_anything_else_is_not()
    {
        await _bench.SubscribeAsync();
        var other = Messages.Ticket();
        other = new OutgoingNews(
            other.Message with
            {
                Id = "20260314-test-1",
                News = new News.Test(),
            },
            other.Words with
            {
                Urgent = false,
            }
        );

        await _bench.SendAsync();
        await _bench.SendAsync(other);

        var (ticket, test) = (_bench.Service.Posts[0].Headers, _bench.Service.Posts[1].Headers);
        (ticket["TTL"], ticket["Urgency"]).ShouldBe(("240", "high"));
        (test["TTL"], test.ContainsKey("Urgency")).ShouldBe(("43200", false));
        (ticket["Topic"].Length, test["Topic"] == ticket["Topic"]).ShouldBe((32, false));
    }

    [Fact]
    public async Task Long_text_is_cut_at_a_character()
    {
        var browser = await _bench.SubscribeAsync();
        await _bench.SendAsync(Messages.Ticket(string.Concat(Enumerable.Repeat("été 🐎 \"dit\"\n", 2000))));

        var message = browser.Messages.ShouldHaveSingleItem();
        Encoding.UTF8.GetByteCount(message.GetRawText()).ShouldBeInRange(2980, 3000);
        message.GetProperty("body").GetString()!.ShouldEndWith("…");
    }

    [Fact]
    public async Task Without_a_subscription_there_is_nobody_to_tell_and_nothing_is_sent()
    {
        (await _bench.Push.IsInUseAsync(Token)).ShouldBeFalse();
        (await _bench.SendAsync()).ShouldBe(new NotifierAnswer.Accepted());
        (await _bench.Store.ListAsync("", Token)).ShouldBeEmpty();

        await _bench.SubscribeAsync();
        (await _bench.Push.IsInUseAsync(Token)).ShouldBeTrue();
        _bench.Push.Place.ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task Subscription_of_another_process_is_seen_within_a_minute()
    {
        (await _bench.Push.IsInUseAsync(Token)).ShouldBeFalse();
        await using var other = _bench.Beside();
        await other.SubscribeAsync();
        (await _bench.Push.IsInUseAsync(Token)).ShouldBeFalse();
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _bench.Push.IsInUseAsync(Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task Damaged_subscription_costs_the_others_nothing()
    {
        var (damaged, other) = (await _bench.SubscribeAsync(), await _bench.SubscribeAsync());
        await ReplaceAsync(damaged.P256dh, damaged.P256dh[..^2] + "AA");

        (await _bench.SendAsync()).ShouldBe(new NotifierAnswer.Accepted());
        (_bench.Service.Tries(damaged), other.Messages.Count).ShouldBe((0, 1));
    }

    [Fact]
    public async Task File_that_does_not_read_is_a_fault_that_is_tried_again()
    {
        await _bench.SubscribeAsync();
        await ReplaceAsync("\"subscriptions\"", "\"subscriptions");

        await using var other = _bench.Beside();
        (await other.Push.IsInUseAsync(Token)).ShouldBeTrue();
        (await other.SendAsync()).ShouldBeOfType<NotifierAnswer.TryLater>().Why.ToString().ShouldStartWith(File);
    }

    private Task<bool> ReplaceAsync(string what, string by) =>
        _bench.Store.UpdateAsync(
            File,
            there => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(there!.Content.Span).Replace(what, by)),
            Token
        );
}
