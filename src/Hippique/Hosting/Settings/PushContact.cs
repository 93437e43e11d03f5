namespace Hippique.Hosting.Settings;

/// <summary>Whom push services may turn to: the service's own https address, else the mailbox that sends its messages, else the one that sites are told.</summary>
internal static class PushContact
{
    /// <summary>Null if the configuration names none.</summary>
    public static string? Of(VariableReader reader)
    {
        // What is wrong with them is named where they are read.
        if (Uri.TryCreate(reader.Text("SERVICE_URL"), UriKind.Absolute, out var own) && own is { Scheme: "https", IsLoopback: false })
            return own.GetLeftPart(UriPartial.Authority);
        var mailbox = reader.Text("NOTIFY_MAIL_FROM") ?? reader.Text("SOURCES__CONTACT");
        return
            mailbox is not null
            && Uri.TryCreate($"mailto:{mailbox}", UriKind.Absolute, out var mail)
            && mailbox.Contains('@', StringComparison.Ordinal)
            ? mail.AbsoluteUri
            : null;
    }
}
