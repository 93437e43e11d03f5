using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Notifications;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>Reads who is told about what (<c>NOTIFY_…</c>). What is wrong is named without what the variable holds: most of them hold a key.</summary>
internal static partial class NotifyReader
{
    private const int ShortestSecret = 16;
    private const int PortOfTls = 465;
    private const int PortOfStartTls = 587;

    public static NotifySettings Read(VariableReader reader) =>
        new()
        {
            News = new NewsSettings
            {
                About = reader.List("NOTIFY_ABOUT", NewsSettings.DefaultTopics, Topic),
                Quiet = reader.Parse<QuietHours?>("NOTIFY_QUIET", null, text => Quiet(text)!),
                SummaryAt = reader.Parse("NOTIFY_SUMMARY_AT", new NewsSettings().SummaryAt, Time),
            },
            Receivers = new NotificationOptions
            {
                Webhook = Webhook(reader),
                Ntfy = Ntfy(reader),
                Telegram = Telegram(reader),
                Mail = Mail(reader),
                Push = PushContact.Of(reader) is { } contact ? new PushOptions { Contact = contact } : new PushOptions(),
            },
        };

    private static WebhookOptions? Webhook(VariableReader reader)
    {
        var url = reader.Parse<Uri?>("NOTIFY_WEBHOOK_URL", null, text => Private(text)!);
        var secret = reader.Parse<string?>(
            "NOTIFY_WEBHOOK_SECRET",
            null,
            text =>
                text.Length >= ShortestSecret
                    ? ParseResult<string?>.Ok(text)
                    : ParseResult<string?>.Fail($"is shorter than {ShortestSecret} characters")
        );
        Together(reader, "NOTIFY_WEBHOOK_URL", "NOTIFY_WEBHOOK_SECRET");
        return url is null || secret is null ? null : new WebhookOptions(url, secret);
    }

    private static NtfyOptions? Ntfy(VariableReader reader)
    {
        var topic = reader.Parse<Uri?>("NOTIFY_NTFY_URL", null, text => TopicUrl(text)!);
        if (topic is null && reader.Text("NOTIFY_NTFY_TOKEN") is not null && reader.Text("NOTIFY_NTFY_URL") is null)
            reader.Refuse("NOTIFY_NTFY_URL", Problem.Of($"is missing; {"NOTIFY_NTFY_TOKEN"} is set"));
        return topic is null ? null : new NtfyOptions(new Uri(topic, "."), topic.Segments[^1], reader.Text("NOTIFY_NTFY_TOKEN"));
    }

    private static TelegramOptions? Telegram(VariableReader reader)
    {
        var token = reader.Parse<string?>(
            "NOTIFY_TELEGRAM_TOKEN",
            null,
            text =>
                BotToken.IsMatch(text)
                    ? ParseResult<string?>.Ok(text)
                    : ParseResult<string?>.Fail($"is no token of a bot; expected digits, a colon and letters, as BotFather gives it")
        );
        var chat = reader.Parse<string?>(
            "NOTIFY_TELEGRAM_CHAT",
            null,
            text =>
                Chat.IsMatch(text)
                    ? ParseResult<string?>.Ok(text)
                    : ParseResult<string?>.Fail($"'{Quoted.Short(text)}' is no chat; expected its number or @channel")
        );
        var server = reader.Parse("NOTIFY_TELEGRAM_URL", TelegramOptions.AtTelegram, Private);
        Together(reader, "NOTIFY_TELEGRAM_TOKEN", "NOTIFY_TELEGRAM_CHAT");
        return token is null || chat is null ? null : new TelegramOptions(new Uri(server.AbsoluteUri.TrimEnd('/') + "/"), token, chat);
    }

    private static MailOptions? Mail(VariableReader reader)
    {
        var server = reader.Parse<MailOptions?>("NOTIFY_SMTP_URL", null, text => Smtp(text)!);
        var from = reader.Parse<string?>("NOTIFY_MAIL_FROM", null, text => Mailbox(text)!);
        var to = reader.List("NOTIFY_MAIL_TO", [], Mailbox);
        var report = reader.Flag("NOTIFY_MAIL_REPORT", false);
        Together(reader, "NOTIFY_SMTP_URL", "NOTIFY_MAIL_FROM", "NOTIFY_MAIL_TO");
        if (report && reader.Text("NOTIFY_SMTP_URL") is null)
            reader.Refuse("NOTIFY_SMTP_URL", Problem.Of($"is missing; {"NOTIFY_MAIL_REPORT"} is set"));
        return server is null || from is null || to.Count == 0 ? null : server with { From = from, To = to, Report = report };
    }

    /// <summary>A receiver needs all of its variables.</summary>
    private static void Together(VariableReader reader, params string[] names)
    {
        var missing = names.Where(name => reader.Text(name) is null).ToList();
        if (missing.Count == names.Length)
            return;
        foreach (var name in missing)
            reader.Refuse(name, Problem.Of($"is missing; needed together: {string.Join(", ", names)}"));
    }

    // What is sent names bets, and its address may be a key: it goes over TLS, or stays on this machine.
    private static ParseResult<Uri> Private(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true })
        && address is { UserInfo: "", Fragment: "" }
            ? ParseResult<Uri>.Ok(address)
            : ParseResult<Uri>.Fail($"is no https address without a user and a password (http: on this machine only)");

    private static ParseResult<Uri> TopicUrl(string text) =>
        Private(text) is var address && address.TryGet(out var topic) && topic.Query.Length == 0 && TopicName.IsMatch(topic.Segments[^1])
            ? address
            : ParseResult<Uri>.Fail($"is no https address of a topic; expected such as {"https://ntfy.sh/my-topic"}");

    private static ParseResult<MailOptions> Smtp(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("smtp" or "smtps")
            || address.Host.Length == 0
            || address.PathAndQuery is not ("" or "/")
        )
            return ParseResult<MailOptions>.Fail(
                $"is no address of a mail server; expected such as {"smtps://user:password@smtp.example.org"}"
            );
        var tls = address.Scheme == "smtps";
        var login = address.UserInfo.Split(':', 2);
        return ParseResult<MailOptions>.Ok(
            new MailOptions
            {
                Host = address.Host,
                Port =
                    address.Port > 0 && !address.IsDefaultPort ? address.Port
                    : tls ? PortOfTls
                    : PortOfStartTls,
                Security =
                    tls ? MailSecurity.Tls
                    : address.IsLoopback ? MailSecurity.StartTlsIfOffered
                    : MailSecurity.StartTls,
                User = login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : null,
                Password = login is [_, var password] ? Uri.UnescapeDataString(password) : null,
                From = "",
                To = [],
            }
        );
    }

    private static ParseResult<string> Mailbox(string text) =>
        text.Length <= 254 && MailboxForm.IsMatch(text)
            ? ParseResult<string>.Ok(text)
            : ParseResult<string>.Fail($"'{Quoted.Short(text)}' is no e-mail address");

    private static ParseResult<NewsTopic> Topic(string text) =>
        Enum.GetValues<NewsTopic>().Where(topic => NameOf(topic).Equals(text, StringComparison.OrdinalIgnoreCase)).ToList() is [var found]
            ? ParseResult<NewsTopic>.Ok(found)
            : ParseResult<NewsTopic>.Fail(
                $"'{Quoted.Short(text)}' is nothing to be told about; expected a list of {string.Join(", ", Enum.GetValues<NewsTopic>().Select(NameOf))}"
            );

    private static string NameOf(NewsTopic topic) => topic.ToString().ToLowerInvariant();

    private static ParseResult<QuietHours> Quiet(string text) =>
        text.Split('-') is [var first, var last]
        && Time(first.Trim()).TryGet(out var from)
        && Time(last.Trim()).TryGet(out var until)
        && from != until
            ? ParseResult<QuietHours>.Ok(new QuietHours(from, until))
            : ParseResult<QuietHours>.Fail($"'{Quoted.Short(text)}' is no span of hours; expected such as 22:00-08:00");

    private static ParseResult<TimeOnly> Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? ParseResult<TimeOnly>.Ok(time)
            : ParseResult<TimeOnly>.Fail($"'{Quoted.Short(text)}' is no time of day; expected such as 22:30");

    [GeneratedRegex(@"\A[0-9]{3,20}:[A-Za-z0-9_\-]{20,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BotToken { get; }

    [GeneratedRegex(@"\A(-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Chat { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TopicName { get; }

    [GeneratedRegex(@"\A[^@\s,<>]+@[^@\s,<>]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex MailboxForm { get; }
}
