using System.Globalization;
using Hippique.Demo;
using Hippique.Hosting.Settings;
using Hippique.Messages;
using Hippique.Notifications;
using Hippique.Notifications.Push;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Tests.Messages;

/// <summary>What <c>hippique notify test</c> sends, and what it makes of the answers.</summary>
public sealed class TestRoundTests : IAsyncLifetime
{
    private readonly LoopbackMailServer _mail = new();
    private LoopbackReceiver _http = null!;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _http = await LoopbackReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _http.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Each_receiver_gets_the_message_under_one_id()
    {
        var answer = await SendAsync();
        answer.Ok.ShouldBeTrue();
        answer
            .Receivers.Select(receiver => (receiver.Receiver, receiver.Answer))
            .ShouldBe([
                ("webhook", TestVerdict.Accepted),
                ("ntfy", TestVerdict.Accepted),
                ("telegram", TestVerdict.Accepted),
                ("mail", TestVerdict.Accepted),
            ]);
        _http.Posts.Count.ShouldBe(3);
        _http.Posts.Single(post => post.Path == "/hook").Text("id").ShouldBe(answer.Id);
        _mail.Mails.ShouldHaveSingleItem().ShouldContain(answer.Id);
    }

    [Fact]
    public async Task One_that_refuses_is_named_with_the_reason_and_the_others_are_not_kept_from_it()
    {
        _http.Answer = (post, _, _) =>
            Task.FromResult(
                post.Path.Contains("sendMessage") ? new ReceiverReply(401, """{"description":"Unauthorized"}""") : new ReceiverReply(200)
            );
        var answer = await SendAsync();
        answer.Ok.ShouldBeFalse();
        var refused = answer.Receivers.Single(receiver => receiver.Answer != TestVerdict.Accepted);
        (refused.Receiver, refused.Answer, refused.Why!.ToString()).ShouldBe(
            ("telegram", TestVerdict.Refused, "answered 401: Unauthorized")
        );
    }

    [Fact]
    public async Task One_alone_can_be_asked()
    {
        (await SendAsync("ntfy")).Receivers.ShouldHaveSingleItem().Receiver.ShouldBe("ntfy");
        _http.Posts.ShouldHaveSingleItem();
        (await SendAsync("pigeon")).Receivers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Browsers_are_told_once_one_has_subscribed()
    {
        await using var service = await LoopbackPushService.StartAsync();
        var store = new MemoryArtifactStore();
        var options = new PushOptions { AllowLoopback = true };
        var notify = new NotifySettings { Receivers = new NotificationOptions { Push = options } };
        (await SendAsync(notify)).Receivers.ShouldBeEmpty();

        var browser = service.Browser();
        var form = new SubscriptionForm
        {
            Endpoint = browser.Endpoint.AbsoluteUri,
            P256dh = browser.P256dh,
            Auth = browser.Auth,
            Language = "en",
        };
        var subscriptions = new PushSubscriptions(store, options, NullLogger<PushSubscriptions>.Instance);
        await subscriptions.AddAsync(SubscriptionReader.Read(form, options).Value, Token);
        var answer = (await SendAsync(notify)).Receivers.ShouldHaveSingleItem();

        (answer.Receiver, answer.Place, answer.Answer).ShouldBe(("push", "127.0.0.1", TestVerdict.Accepted));
        browser.Messages.ShouldHaveSingleItem().GetProperty("url").GetString().ShouldBe("/");

        Task<TestAnswer> SendAsync(NotifySettings to) =>
            TestRound.SendAsync(to, null, store, new NewsWords(CultureInfo.GetCultureInfo("en-GB")), Token);
    }

    [Fact]
    public void The_demo_tells_nobody()
    {
        var own = SettingsReader.Read(
            new Dictionary<string, string> { ["NOTIFY_NTFY_URL"] = "https://ntfy.sh/topic" },
            Directory.GetCurrentDirectory()
        );
        own.Notify.Receivers.Count.ShouldBe(1);
        DemoComposition.Settings(own, "/nowhere", new Uri("http://127.0.0.1:1/"), 0).Notify.Receivers.Places.ShouldBe(0);
    }

    private Task<TestAnswer> SendAsync(string? to = null) =>
        TestRound.SendAsync(
            new NotifySettings
            {
                Receivers = new NotificationOptions
                {
                    Webhook = new WebhookOptions(new Uri(_http.Address, "hook"), "0123456789abcdef"),
                    Ntfy = new NtfyOptions(_http.Address, "topic", null),
                    Telegram = new TelegramOptions(_http.Address, "123456:AbCdEfGhIjKlMnOpQrStUv", "5"),
                    Mail = new MailOptions
                    {
                        Host = "127.0.0.1",
                        Port = _mail.Port,
                        Security = MailSecurity.StartTlsIfOffered,
                        From = "me@example.org",
                        To = ["you@example.org"],
                    },
                },
            },
            to,
            store: null,
            new NewsWords(CultureInfo.GetCultureInfo("en-GB")),
            Token
        );
}
