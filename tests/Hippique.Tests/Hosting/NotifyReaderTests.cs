using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Notifications;
using Hippique.Orchestration.Notifications;

namespace Hippique.Tests.Hosting;

public sealed class NotifyReaderTests
{
    private const string BotToken = "123456:AbCdEfGhIjKlMnOpQrStUv";

    [Fact]
    public void By_default_nobody_is_told()
    {
        var notify = Read();
        notify.Receivers.Count.ShouldBe(0);
        (notify.News.Quiet, notify.News.SummaryAt).ShouldBe((null, new TimeOnly(22, 30)));
        notify.News.About.ShouldBe([NewsTopic.Tickets, NewsTopic.Withdrawn, NewsTopic.Faults, NewsTopic.Summary]);
    }

    [Fact]
    public void Each_receiver_is_read()
    {
        var notify = Read(
            ("NOTIFY_WEBHOOK_URL", "https://example.org/hook"),
            ("NOTIFY_WEBHOOK_SECRET", "0123456789abcdef"),
            ("NOTIFY_NTFY_URL", "https://ntfy.sh/a-topic"),
            ("NOTIFY_NTFY_TOKEN", "tk_1"),
            ("NOTIFY_TELEGRAM_TOKEN", BotToken),
            ("NOTIFY_TELEGRAM_CHAT", "-100123"),
            ("NOTIFY_SMTP_URL", "smtps://me%40example.org:p%3Ass@smtp.example.org"),
            ("NOTIFY_MAIL_FROM", "me@example.org"),
            ("NOTIFY_MAIL_TO", "a@example.org, b@example.org"),
            ("NOTIFY_ABOUT", "Tickets,expired"),
            ("NOTIFY_QUIET", "22:00-08:00"),
            ("NOTIFY_SUMMARY_AT", "00:15")
        );

        notify.Receivers.Webhook!.Url.ShouldBe(new Uri("https://example.org/hook"));
        notify.Receivers.Ntfy.ShouldBe(new NtfyOptions(new Uri("https://ntfy.sh/"), "a-topic", "tk_1"));
        notify.Receivers.Telegram.ShouldBe(new TelegramOptions(new Uri("https://api.telegram.org/"), BotToken, "-100123"));
        var mail = notify.Receivers.Mail!;
        (mail.Host, mail.Port, mail.Security, mail.User, mail.Password).ShouldBe(
            ("smtp.example.org", 465, MailSecurity.Tls, "me@example.org", "p:ss")
        );
        mail.To.ShouldBe(["a@example.org", "b@example.org"]);
        notify.News.About.ShouldBe([NewsTopic.Tickets, NewsTopic.Expired]);
        notify.News.Quiet.ShouldBe(new QuietHours(new TimeOnly(22, 0), new TimeOnly(8, 0)));
        notify.News.SummaryAt.ShouldBe(new TimeOnly(0, 15));
    }

    [Theory]
    [InlineData("https://races.example.org/hippique", "me@example.org", "https://races.example.org")]
    [InlineData("http://192.168.1.20:8080", "me@example.org", "mailto:me@example.org")]
    [InlineData("https://localhost", "my \"own\"@example.org", "mailto:my%20%22own%22@example.org")]
    [InlineData("https://localhost", "https://example.org/contact", "https://hippique.invalid")]
    [InlineData("", "", "https://hippique.invalid")]
    public void Browsers_may_always_subscribe_and_push_services_are_told_whom_to_turn_to(string own, string contact, string told)
    {
        var push = Read(("SERVICE_URL", own), ("SOURCES__CONTACT", contact)).Receivers.Push!;
        (push.Contact, push.AllowLoopback).ShouldBe((told, false));
    }

    [Theory]
    [InlineData("smtp://smtp.example.org", 587, MailSecurity.StartTls)]
    [InlineData("smtp://smtp.example.org:25", 25, MailSecurity.StartTls)]
    [InlineData("smtp://127.0.0.1:2525", 2525, MailSecurity.StartTlsIfOffered)]
    [InlineData("smtps://smtp.example.org:4650", 4650, MailSecurity.Tls)]
    public void The_address_of_a_mail_server_says_how_it_is_reached(string url, int port, MailSecurity security)
    {
        var mail = Read(
            ("NOTIFY_SMTP_URL", url),
            ("NOTIFY_MAIL_FROM", "me@example.org"),
            ("NOTIFY_MAIL_TO", "a@example.org")
        ).Receivers.Mail!;
        (mail.Port, mail.Security, mail.User).ShouldBe((port, security, null));
    }

    [Fact]
    public void A_report_needs_a_mail_server()
    {
        (string, string)[] mail =
        [
            ("NOTIFY_SMTP_URL", "smtps://smtp.example.org"),
            ("NOTIFY_MAIL_FROM", "me@example.org"),
            ("NOTIFY_MAIL_TO", "a@example.org"),
        ];
        Read(mail).Receivers.Mail!.Report.ShouldBeFalse();
        Read([.. mail, ("NOTIFY_MAIL_REPORT", "true")]).Receivers.Mail!.Report.ShouldBeTrue();
        Should
            .Throw<ConfigurationException>(() => Read(("NOTIFY_MAIL_REPORT", "true")))
            .Problems.Select(problem => problem.ToString())
            .ShouldBe(["NOTIFY_SMTP_URL: is missing; NOTIFY_MAIL_REPORT is set"]);
    }

    [Fact]
    public void An_ntfy_server_may_lie_below_a_path()
    {
        var ntfy = Read(("NOTIFY_NTFY_URL", "https://example.org/ntfy/topic")).Receivers.Ntfy!;
        (ntfy.Server, ntfy.Topic).ShouldBe((new Uri("https://example.org/ntfy/"), "topic"));
    }

    [Theory]
    [InlineData("NOTIFY_WEBHOOK_URL", "http://example.org/hook")]
    [InlineData("NOTIFY_WEBHOOK_URL", "https://user:secret@example.org/")]
    [InlineData("NOTIFY_WEBHOOK_SECRET", "secret")]
    [InlineData("NOTIFY_NTFY_URL", "https://ntfy.sh/")]
    [InlineData("NOTIFY_NTFY_URL", "https://ntfy.sh/topic?auth=secret")]
    [InlineData("NOTIFY_TELEGRAM_TOKEN", "secret")]
    [InlineData("NOTIFY_TELEGRAM_CHAT", "my chat")]
    [InlineData("NOTIFY_TELEGRAM_URL", "http://example.org")]
    [InlineData("NOTIFY_SMTP_URL", "imap://user:secret@example.org")]
    [InlineData("NOTIFY_MAIL_FROM", "nobody")]
    [InlineData("NOTIFY_MAIL_TO", "nobody")]
    [InlineData("NOTIFY_ABOUT", "everything")]
    [InlineData("NOTIFY_QUIET", "22:00")]
    [InlineData("NOTIFY_QUIET", "22:00-22:00")]
    [InlineData("NOTIFY_SUMMARY_AT", "25:00")]
    public void What_is_wrong_is_named_and_no_secret_is_shown(string name, string value)
    {
        var wrong = Should.Throw<ConfigurationException>(() => Read((name, value)));
        wrong.Problems.ShouldContain(problem => problem.ToString()!.StartsWith($"{name}: "));
        wrong.Problems.ShouldAllBe(problem => !problem.ToString()!.Contains("secret"));
    }

    [Fact]
    public void A_receiver_without_one_of_its_variables_is_named_with_what_is_missing()
    {
        var wrong = Should.Throw<ConfigurationException>(() =>
            Read(
                ("NOTIFY_WEBHOOK_URL", "https://example.org/"),
                ("NOTIFY_TELEGRAM_CHAT", "5"),
                ("NOTIFY_MAIL_TO", "a@example.org"),
                ("NOTIFY_NTFY_TOKEN", "t")
            )
        );
        wrong
            .Problems.Select(problem => problem.ToString()!.Split(':')[0])
            .ShouldBe(
                ["NOTIFY_WEBHOOK_SECRET", "NOTIFY_NTFY_URL", "NOTIFY_TELEGRAM_TOKEN", "NOTIFY_SMTP_URL", "NOTIFY_MAIL_FROM"],
                ignoreOrder: true
            );
    }

    private static NotifySettings Read(params (string Name, string Value)[] variables) =>
        SettingsReader.Read(variables.ToDictionary(one => one.Name, one => one.Value), "/work").Notify;
}
