using System.Globalization;
using System.Net.Sockets;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hippique.Notifications.Mail;

/// <summary>Sends a message as plain text over SMTP, the summary of a day with the report of its month if that is asked for. Its <c>Message-ID</c> is the same at each try, so that a mailbox can tell what came twice.</summary>
internal sealed class MailNotifier(MailOptions options) : INotifier
{
    public string Name => "mail";

    public string Place => string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port} {string.Join(", ", options.To)}");

    public bool TakesReport => options.Report;

    public async Task<NotifierAnswer> SendAsync(OutgoingNews news, CancellationToken cancellationToken)
    {
        using var message = MessageOf(news);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(), cancellationToken).ConfigureAwait(false);
            if (options.User is { } user)
                await client.AuthenticateAsync(user, options.Password ?? "", cancellationToken).ConfigureAwait(false);
            await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        // The boundary to the server: each of these is an answer of its own.
        catch (SmtpCommandException said)
        {
            return AnswerOf((int)said.StatusCode, said.Message);
        }
        catch (AuthenticationException wrong)
        {
            return wrong.InnerException is SmtpCommandException { StatusCode: var status } said
                ? AnswerOf((int)status, said.Message)
                : new NotifierAnswer.Refused(Problem.Of($"refuses the login: {Problem.Verbatim(wrong.Message)}"));
        }
        catch (Exception lacking) when (lacking is NotSupportedException or ServiceNotAuthenticatedException)
        {
            return new NotifierAnswer.Refused(Problem.Of($"cannot be used: {Problem.Verbatim(lacking.Message)}"));
        }
        catch (Exception unreachable)
            when (unreachable is SocketException or IOException or ProtocolException or SslHandshakeException or TimeoutException)
        {
            return new NotifierAnswer.TryLater(Problem.Of($"cannot be reached: {Problem.Verbatim(FirstLine(unreachable.Message))}"));
        }
        await LeaveAsync(client, cancellationToken).ConfigureAwait(false);
        return new NotifierAnswer.Accepted();
    }

    // The server has the message: how the two part changes nothing.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is SocketException or IOException or ProtocolException or OperationCanceledException) { }
    }

    private MimeMessage MessageOf(OutgoingNews news)
    {
        var words = news.Words;
        var answer = words.AnswerLink is { } address ? $"{words.AnswerLabel}\n{address}" : null;
        var lines = string.Join("\n\n", new[] { words.Text, words.Link, answer }.Where(part => part is not null)) + "\n";
        var from = MailboxAddress.Parse(options.From);
        var message = new MimeMessage
        {
            Subject = words.Title,
            Date = news.Message.At,
            MessageId = $"{news.Message.Id}@{from.Domain}",
            Body = BodyOf(lines, news.File),
        };
        message.From.Add(from);
        message.To.AddRange(options.To.Select(MailboxAddress.Parse));
        message.Headers.Add("X-Hippique-Message-Id", news.Message.Id);
        // No absence notice is sent in answer to it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static MimeEntity BodyOf(string lines, NewsAttachment? file)
    {
        var text = new TextPart("plain") { Text = lines };
        if (file is null)
            return text;
        var attached = new MimePart(ContentType.Parse($"{file.MediaType}; charset=utf-8"))
        {
            Content = new MimeContent(new MemoryStream(file.Content.ToArray())),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = file.Name,
        };
        return new Multipart("mixed") { text, attached };
    }

    /// <summary>4xx: later; 5xx: never (RFC 5321, 4.2.1).</summary>
    private static NotifierAnswer AnswerOf(int status, string text)
    {
        var why = Problem.Of($"answered {status}: {Problem.Verbatim(FirstLine(text))}");
        return status is >= 400 and < 500 ? new NotifierAnswer.TryLater(why) : new NotifierAnswer.Refused(why);
    }

    private SecureSocketOptions Security() =>
        options.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.StartTlsWhenAvailable,
        };

    // MailKit explains a failed handshake in paragraphs.
    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
