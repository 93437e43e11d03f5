using System.Security.Cryptography;
using System.Text;
using Hippique.Notifications.Http;
using Hippique.Orchestration.Notifications;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Notifications.Tests;

/// <summary>Webhook, ntfy and Telegram against a receiver over HTTP.</summary>
public sealed class HttpReceiversTests : IAsyncLifetime
{
    private const string Secret = "a secret of the test";
    private const string BotToken = "123456:AbCdEfGhIjKlMnOpQrStUv";
    private readonly JsonPoster _poster = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 14, 13, 7, 2, TimeSpan.Zero));
    private LoopbackReceiver _receiver = null!;

    public static TheoryData<string> Receivers => ["webhook", "ntfy", "telegram"];
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await LoopbackReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _poster.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_posts_words_and_data_under_the_id_of_the_message()
    {
        (await SendAsync("webhook")).ShouldBe(new NotifierAnswer.Accepted());

        var post = _receiver.Posts.ShouldHaveSingleItem();
        post.Path.ShouldBe("/hook?key=1");
        post.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        post.Headers["X-Hippique-Message-Id"].ShouldBe(post.Text("id"));
        Encoding
            .UTF8.GetString(post.Body)
            .ShouldBe(
                """{"schema":1,"id":"20260314-r1c3-tickets-0a1b2c3d","date":"2026-03-14","at":"2026-03-14T13:07:00Z","language":"fr","title":"R1C3 VALMOREL : 1 ticket, jusqu’à 14:11","text":"Simple gagnant 5 ÉTÉ INDIEN : 3,00 € à 4,2, ne pas jouer sous 2,7 (ZEturf)","link":"https://zeturf.example.invalid/r1c3","urgent":true,"news":{"kind":"tickets_proposed","race":{"id":"2026-03-14/R1C3","meeting":"VALMOREL","name":"PRIX DES TILLEULS","off":"2026-03-14T13:12:00Z","url":"https://zeturf.example.invalid/r1c3"},"expires_at":"2026-03-14T13:11:00Z","tickets":[{"id":"R1C3-1","pool":"zeturf","bet":"simple_gagnant","stake":3.00,"legs":[{"numbers":[5],"horses":["ÉTÉ INDIEN"],"stake":3.00,"odds":4.2,"minimum_odds":2.7}]}]}}"""
            );
    }

    [Fact]
    public async Task Address_to_answer_stands_where_each_receiver_shows_one()
    {
        foreach (var name in (string[])["webhook", "ntfy", "telegram"])
            await Make(name).SendAsync(Messages.Answerable(), Token);

        _receiver.Posts[0].Text("answer_link").ShouldBe(Messages.Answer);
        var button = _receiver.Posts[1].Json.GetProperty("actions").EnumerateArray().ShouldHaveSingleItem();
        (button.GetProperty("action").GetString(), button.GetProperty("label").GetString(), button.GetProperty("url").GetString()).ShouldBe(
            ("view", "Joué ou pas joué", Messages.Answer)
        );
        _receiver.Posts[2].Text("text")!.ShouldEndWith($"https://zeturf.example.invalid/r1c3\nJoué ou pas joué\n{Messages.Answer}");
    }

    [Fact]
    public async Task Webhook_is_signed_with_the_instant_and_the_body()
    {
        await SendAsync("webhook");

        var post = _receiver.Posts.ShouldHaveSingleItem();
        var parts = post.Headers["X-Hippique-Signature"]
            .Split(',')
            .Select(part => part.Split('='))
            .ToDictionary(part => part[0], part => part[1]);
        parts["t"].ShouldBe("1773493622");
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{parts["t"]}."), .. post.Body];
        parts["v1"].ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed)));
    }

    [Fact]
    public async Task Ntfy_publishes_to_the_topic_as_json()
    {
        (await SendAsync("ntfy")).ShouldBe(new NotifierAnswer.Accepted());

        var post = _receiver.Posts.ShouldHaveSingleItem();
        post.Path.ShouldBe("/");
        post.Headers["Authorization"].ShouldBe("Bearer tk_test");
        (post.Text("topic"), post.Text("title"), post.Text("click"), post.Text("sequence_id")).ShouldBe(
            (
                "topic-of-a-test",
                "R1C3 VALMOREL : 1 ticket, jusqu’à 14:11",
                "https://zeturf.example.invalid/r1c3",
                "20260314-r1c3-tickets-0a1b2c3d"
            )
        );
        post.Text("message").ShouldContain("ne pas jouer sous 2,7");
        (post.Json.GetProperty("priority").GetInt32(), post.Json.GetProperty("tags")[0].GetString()).ShouldBe((4, "horse_racing"));
    }

    [Fact]
    public async Task Telegram_sends_a_message_to_the_chat_with_sound()
    {
        (await SendAsync("telegram")).ShouldBe(new NotifierAnswer.Accepted());

        var post = _receiver.Posts.ShouldHaveSingleItem();
        post.Path.ShouldBe($"/bot{BotToken}/sendMessage");
        post.Text("chat_id").ShouldBe("-1001234");
        post.Text("text")
            .ShouldBe(
                "R1C3 VALMOREL : 1 ticket, jusqu’à 14:11\nSimple gagnant 5 ÉTÉ INDIEN : 3,00 € à 4,2, ne pas jouer sous 2,7 (ZEturf)\nhttps://zeturf.example.invalid/r1c3"
            );
        post.Json.GetProperty("disable_notification").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Receivers))]
    public async Task Answer_400_is_a_refusal_and_503_is_none(string receiver)
    {
        _receiver.Replies(400);
        (await SendAsync(receiver)).ShouldBeOfType<NotifierAnswer.Refused>().Why.ToString().ShouldStartWith("answered 400");
        _receiver.Replies(503, retryAfter: "90");
        (await SendAsync(receiver)).ShouldBeOfType<NotifierAnswer.TryLater>().After.ShouldBe(TimeSpan.FromSeconds(90));
        _receiver.Posts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Telegram_says_why_and_for_how_long()
    {
        _receiver.Replies(429, """{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}""");
        var later = (await SendAsync("telegram")).ShouldBeOfType<NotifierAnswer.TryLater>();
        (later.Why.ToString(), later.After).ShouldBe(("answered 429: Too Many Requests", TimeSpan.FromSeconds(7)));
    }

    [Theory]
    [MemberData(nameof(Receivers))]
    public async Task A_redirect_is_not_followed(string receiver)
    {
        _receiver.Replies(307, location: "/elsewhere");
        (await SendAsync(receiver)).ShouldBeOfType<NotifierAnswer.Refused>();
        _receiver.Posts.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Receivers))]
    public async Task Nobody_there_is_tried_later_and_the_reason_holds_no_key(string receiver)
    {
        var notifier = Make(receiver);
        await _receiver.DisposeAsync();
        _receiver = await LoopbackReceiver.StartAsync();
        var why = (await notifier.SendAsync(Messages.Ticket(), Token)).ShouldBeOfType<NotifierAnswer.TryLater>().Why.ToString();
        why.ShouldStartWith("cannot be reached: ");
        string.Join(' ', why, notifier.Place).ShouldNotContain(BotToken);
        notifier.Place.ShouldNotContain("key=1");
    }

    [Theory]
    [MemberData(nameof(Receivers))]
    public async Task A_receiver_that_hangs_is_left_when_the_caller_says_so(string receiver)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _receiver.Answer = async (_, _, gone) =>
        {
            await limit.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gone);
            return new ReceiverReply(200);
        };
        await Should.ThrowAsync<OperationCanceledException>(() => Make(receiver).SendAsync(Messages.Ticket(), limit.Token));
    }

    [Fact]
    public async Task Long_texts_are_cut_to_what_a_receiver_takes()
    {
        var news = Messages.Ticket(string.Concat(Enumerable.Repeat("été 🐎", 2000)));
        await Make("ntfy").SendAsync(news, Token);
        await Make("telegram").SendAsync(news, Token);
        Encoding.UTF8.GetByteCount(_receiver.Posts[0].Text("message")).ShouldBeInRange(3990, 4000);
        _receiver.Posts[1].Text("text").Length.ShouldBeInRange(3990, 4096);
        _receiver.Posts[1].Text("text").ShouldContain("…\nhttps://");
    }

    [Fact]
    public void Options_show_no_secret()
    {
        var shown = string.Join(
            ' ',
            new WebhookOptions(new Uri("https://example.org/hook?key=1"), Secret),
            new NtfyOptions(new Uri("https://ntfy.example.org/"), "topic", "tk_secret"),
            new TelegramOptions(TelegramOptions.AtTelegram, BotToken, "5"),
            new MailOptions
            {
                Host = "smtp.example.org",
                Port = 465,
                Security = MailSecurity.Tls,
                Password = "hunter2",
                From = "a@example.org",
                To = [],
            }
        );
        foreach (var secret in (string[])["key=1", Secret, "tk_secret", BotToken, "hunter2"])
            shown.ShouldNotContain(secret);
    }

    private Task<NotifierAnswer> SendAsync(string receiver) => Make(receiver).SendAsync(Messages.Ticket(), Token);

    private INotifier Make(string receiver) =>
        receiver switch
        {
            "webhook" => new WebhookNotifier(new WebhookOptions(new Uri(_receiver.Address, "hook?key=1"), Secret), _poster, _clock),
            "ntfy" => new NtfyNotifier(new NtfyOptions(_receiver.Address, "topic-of-a-test", "tk_test"), _poster),
            _ => new TelegramNotifier(new TelegramOptions(_receiver.Address, BotToken, "-1001234"), _poster),
        };
}
