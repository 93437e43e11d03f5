using System.Text;
using Hippique.Notifications.Mail;
using Hippique.Orchestration.Notifications;
using Hippique.Testing.Receivers;
using MimeKit;

namespace Hippique.Notifications.Tests;

/// <summary>Mail against a server that speaks SMTP.</summary>
public sealed class MailNotifierTests : IAsyncDisposable
{
    private readonly LoopbackMailServer _server = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Sends_plain_text_to_every_mailbox_after_the_login()
    {
        (await SendAsync()).ShouldBe(new NotifierAnswer.Accepted());

        var mail = _server.Mails.ShouldHaveSingleItem();
        mail.ShouldContain("From: hippique@example.org\n");
        mail.ShouldContain("To: one@example.org, two@example.org\n");
        mail.ShouldContain("Message-Id: <20260314-r1c3-tickets-0a1b2c3d@example.org>\n");
        mail.ShouldContain("X-Hippique-Message-Id: 20260314-r1c3-tickets-0a1b2c3d\n");
        mail.ShouldContain("Auto-Submitted: auto-generated\n");
        mail.ShouldContain("Date: Sat, 14 Mar 2026 13:07:00 +0000\n");
        mail.ShouldContain("Content-Type: text/plain; charset=utf-8\n");
        _server.Commands.Count(command => command.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(2);
        var login = _server.Commands.Single(command => command.StartsWith("AUTH PLAIN ", StringComparison.Ordinal));
        Encoding.UTF8.GetString(Convert.FromBase64String(login["AUTH PLAIN ".Length..])).ShouldBe("\0user\0pass word");
    }

    [Fact]
    public async Task Twice_the_same_message_has_the_same_id()
    {
        await SendAsync();
        await SendAsync();
        _server
            .Mails.Select(mail => mail.Split('\n').Single(line => line.StartsWith("Message-Id", StringComparison.Ordinal)))
            .Distinct()
            .ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("RCPT", "550 no such user")]
    [InlineData(".", "554 not wanted")]
    [InlineData("AUTH", "535 wrong password")]
    public async Task A_lasting_refusal_is_one(string to, string answer)
    {
        _server.Says[to] = answer;
        (await SendAsync()).ShouldBeOfType<NotifierAnswer.Refused>();
        _server.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RCPT", "450 mailbox busy")]
    [InlineData(".", "451 try later")]
    [InlineData("AUTH", "454 not now")]
    public async Task A_passing_one_is_tried_later(string to, string answer)
    {
        _server.Says[to] = answer;
        (await SendAsync()).ShouldBeOfType<NotifierAnswer.TryLater>();
        _server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_takes_the_message_and_says_no_good_bye_has_it()
    {
        _server.Says["QUIT"] = "500 what";
        (await SendAsync()).ShouldBe(new NotifierAnswer.Accepted());
        _server.Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_password_is_not_sent_to_another_machine_without_tls()
    {
        (await SendAsync(MailSecurity.StartTls)).ShouldBeOfType<NotifierAnswer.Refused>();
        _server.Commands.ShouldNotContain(command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_there_is_tried_later()
    {
        await _server.DisposeAsync();
        (await SendAsync()).ShouldBeOfType<NotifierAnswer.TryLater>();
    }

    [Fact]
    public async Task Address_to_answer_and_a_file_go_along()
    {
        var file = new NewsAttachment("hippique-2026-03.html", "text/html", "<p>Été</p>\r\n"u8.ToArray());
        await Make().SendAsync(Messages.Answerable() with { File = file }, Token);

        using var mail = await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(_server.Mails[0])), Token);
        mail.TextBody.ShouldNotBeNull()
            .TrimEnd()
            .ShouldEndWith($"https://zeturf.example.invalid/r1c3\n\nJoué ou pas joué\n{Messages.Answer}");
        var part = mail.Attachments.OfType<MimePart>().ShouldHaveSingleItem();
        (part.FileName, part.ContentType.MimeType, part.ContentType.Charset).ShouldBe(("hippique-2026-03.html", "text/html", "utf-8"));
        using var content = new MemoryStream();
        await part.Content.ShouldNotBeNull().DecodeToAsync(content, Token);
        content.ToArray().ShouldBe(file.Content.ToArray());
    }

    [Fact]
    public void Report_is_taken_where_it_is_asked_for()
    {
        Make().TakesReport.ShouldBeFalse();
        Make(report: true).TakesReport.ShouldBeTrue();
    }

    private Task<NotifierAnswer> SendAsync(MailSecurity security = MailSecurity.StartTlsIfOffered) =>
        Make(security).SendAsync(Messages.Ticket(), Token);

    private MailNotifier Make(MailSecurity security = MailSecurity.StartTlsIfOffered, bool report = false) =>
        new MailNotifier(
            new MailOptions
            {
                Host = "127.0.0.1",
                Port = _server.Port,
                Security = security,
                User = "user",
                Password = "pass word",
                From = "hippique@example.org",
                To = ["one@example.org", "two@example.org"],
                Report = report,
            }
        );
}
