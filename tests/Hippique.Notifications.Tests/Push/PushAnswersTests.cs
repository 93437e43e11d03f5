using Hippique.Orchestration.Notifications;
using Hippique.Testing.Receivers;

namespace Hippique.Notifications.Tests.Push;

/// <summary>What the answers of push services come to.</summary>
public sealed class PushAnswersTests : IAsyncLifetime
{
    private PushBench _bench = null!;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _bench.Service.Wrong.ShouldBeEmpty();
        await _bench.DisposeAsync();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Subscription_that_has_ended_is_forgotten(int status)
    {
        var (gone, other) = (await _bench.SubscribeAsync(), await _bench.SubscribeAsync());
        _bench.Service.Replies(gone, new ReceiverReply(status));

        (await _bench.SendAsync()).ShouldBe(new NotifierAnswer.Accepted());

        (await _bench.Subscriptions.AllAsync(Token)).ShouldHaveSingleItem().Endpoint.ShouldBe(other.Endpoint.AbsoluteUri);
        other.Messages.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "7", 7)]
    [InlineData(500, null, null)]
    public async Task One_that_has_no_time_now_is_tried_later(int status, string? retryAfter, int? seconds)
    {
        var browser = await _bench.SubscribeAsync();
        _bench.Service.Replies(browser, new ReceiverReply(status, "no time", RetryAfter: retryAfter));

        var later = (await _bench.SendAsync()).ShouldBeOfType<NotifierAnswer.TryLater>();

        later.Why.ToString().ShouldBe($"127.0.0.1: answered {status}");
        later.After.ShouldBe(seconds is { } asked ? TimeSpan.FromSeconds(asked) : null);
        _bench.Service.Replies(browser, null);
        _bench.Clock.Advance(TimeSpan.FromSeconds(seconds ?? 0));
        (await _bench.SendAsync()).ShouldBe(new NotifierAnswer.Accepted());
        browser.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_asked_to_be_left_alone_is_and_the_others_get_the_next_message_at_once()
    {
        var (busy, other) = (await _bench.SubscribeAsync(), await _bench.SubscribeAsync());
        _bench.Service.Replies(busy, new ReceiverReply(429, RetryAfter: "600"));

        // The receiver as a whole is not left alone: the others take messages.
        (await _bench.SendAsync())
            .ShouldBeOfType<NotifierAnswer.TryLater>()
            .After.ShouldBeNull();
        (await _bench.SendAsync()).ShouldBeOfType<NotifierAnswer.TryLater>().Why.ToString().ShouldBe("127.0.0.1: asked to be left alone");
        var next = Messages.Ticket();
        (
            await _bench.SendAsync(next with { Message = next.Message with { Id = "20260314-r1c4-tickets-1" } })
        ).ShouldBeOfType<NotifierAnswer.TryLater>();

        (_bench.Service.Tries(busy), other.Messages.Count).ShouldBe((1, 2));
        _bench.Service.Replies(busy, null);
        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        (await _bench.SendAsync()).ShouldBe(new NotifierAnswer.Accepted());
        (busy.Messages.Count, other.Messages.Count).ShouldBe((1, 2));
    }

    [Theory]
    [InlineData(400, "127.0.0.1: answered 400")]
    [InlineData(401, "127.0.0.1: answered 401")]
    [InlineData(413, "127.0.0.1: answered 413")]
    [InlineData(307, "127.0.0.1: answered 307: it sends on to another address, which is not followed")]
    public async Task Refusal_is_one_and_the_others_have_the_message(int status, string why)
    {
        var refusing = await _bench.SubscribeAsync();
        _bench.Service.Replies(refusing, new ReceiverReply(status, $"no {refusing.Endpoint}", Location: "/elsewhere"));
        (await _bench.SendAsync()).ShouldBeOfType<NotifierAnswer.Refused>().Why.ToString().ShouldBe(why);
        (await _bench.Subscriptions.AllAsync(Token)).Count.ShouldBe(1);

        var other = await _bench.SubscribeAsync();
        (await _bench.SendAsync()).ShouldBe(new NotifierAnswer.Accepted());
        other.Messages.Count.ShouldBe(1);
        _bench.Service.Tries(refusing).ShouldBe(1);
    }

    [Fact]
    public async Task Push_service_that_is_not_there_is_tried_later_and_the_reason_holds_no_address()
    {
        await using var bench = await PushBench.StartAsync();
        var browser = await bench.SubscribeAsync();
        await bench.Service.DisposeAsync();

        var why = (await bench.SendAsync()).ShouldBeOfType<NotifierAnswer.TryLater>().Why.ToString();

        why.ShouldStartWith("127.0.0.1: cannot be reached: ");
        why.ShouldNotContain(browser.Endpoint.AbsolutePath);
        string.Join(' ', bench.Of(browser), bench.Push.Place).ShouldNotContain("wpush");
    }
}
