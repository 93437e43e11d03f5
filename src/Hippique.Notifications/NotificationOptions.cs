namespace Hippique.Notifications;

/// <summary>The receivers that are configured; null: not this one. The default value of each is null.</summary>
public sealed record NotificationOptions
{
    public WebhookOptions? Webhook { get; init; }
    public NtfyOptions? Ntfy { get; init; }
    public TelegramOptions? Telegram { get; init; }
    public MailOptions? Mail { get; init; }

    /// <summary>Browsers may subscribe; null: nobody is told, as in a demo.</summary>
    public PushOptions? Push { get; init; }

    /// <summary>How many are configured. Push is not: it is in use once a browser has subscribed.</summary>
    public int Count => new object?[] { Webhook, Ntfy, Telegram, Mail }.Count(one => one is not null);

    /// <summary>How many messages may be under way at once: one to each.</summary>
    public int Places => Count + (Push is null ? 0 : 1);
}

/// <summary>Web Push to the browsers that have subscribed.</summary>
public sealed record PushOptions
{
    /// <summary>Whom a push service may turn to, an https address or <c>mailto:</c>. It stands in each request.</summary>
    public string Contact { get; init; } = NoContact;

    /// <summary>Push services of this machine are taken too, over http. The default value is false; tests set it.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>Some push services insist on one, and no other is known.</summary>
    private const string NoContact = "https://hippique.invalid";
}

/// <summary>An address that takes JSON.</summary>
/// <param name="Url">Https, or on this machine.</param>
/// <param name="Secret">With which each message is signed; never shown.</param>
public sealed record WebhookOptions(Uri Url, string Secret)
{
    /// <summary>Without the secret, and without a path or a query, which may be one.</summary>
    public override string ToString() => $"{nameof(WebhookOptions)} {{ {Url.GetLeftPart(UriPartial.Authority)} }}";
}

/// <summary>A topic of ntfy.</summary>
/// <param name="Server">Https, or on this machine; its root, to which JSON is published.</param>
/// <param name="Topic">On ntfy.sh whoever knows it can read it.</param>
/// <param name="Token">Of an account; null: none. Never shown.</param>
public sealed record NtfyOptions(Uri Server, string Topic, string? Token)
{
    public override string ToString() => $"{nameof(NtfyOptions)} {{ {Server} }}";
}

/// <summary>A chat of Telegram.</summary>
/// <param name="Server">Of the Bot API.</param>
/// <param name="Token">Of the bot. It stands in the path of each request; never shown.</param>
/// <param name="Chat">Its number, or the name of a channel: <c>@channel</c>.</param>
public sealed record TelegramOptions(Uri Server, string Token, string Chat)
{
    /// <summary>Telegram's own.</summary>
    public static readonly Uri AtTelegram = new("https://api.telegram.org/");

    public override string ToString() => $"{nameof(TelegramOptions)} {{ {Chat} }}";
}

/// <summary>Mailboxes, by way of one SMTP server.</summary>
public sealed record MailOptions
{
    public required string Host { get; init; }
    public required int Port { get; init; }
    public required MailSecurity Security { get; init; }

    /// <summary>Null: without a login.</summary>
    public string? User { get; init; }

    /// <summary>Never shown.</summary>
    public string? Password { get; init; }
    public required string From { get; init; }
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The summary of a day takes the report of the month along. The default value is false.</summary>
    public bool Report { get; init; }

    public override string ToString() => $"{nameof(MailOptions)} {{ {Host}:{Port} }}";
}

/// <summary>How the connection to an SMTP server is kept private.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the first byte (<c>smtps</c>).</summary>
    Tls,

    /// <summary>STARTTLS, or nothing is sent (<c>smtp</c>).</summary>
    StartTls,

    /// <summary>STARTTLS where it is offered: to a server on this machine.</summary>
    StartTlsIfOffered,
}
