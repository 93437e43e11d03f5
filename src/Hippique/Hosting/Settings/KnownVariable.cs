using System.Text.RegularExpressions;

namespace Hippique.Hosting.Settings;

/// <summary>A variable of <c>.env.example</c>.</summary>
/// <param name="Name">As the environment knows it.</param>
/// <param name="Default">As it would be written; empty: none, or one that depends on others.</param>
/// <param name="Comment">What it does, in English.</param>
/// <param name="Heading">Of the part of the file in which it stands.</param>
internal sealed partial record KnownVariable(string Name, string Default, string Comment, string Heading)
{
    /// <summary>
    /// It may hold a key: a token, a secret, headers, an address that is one (a topic, a webhook, a database or a mail server with its password), a command with its arguments. Its value is
    /// never shown.
    /// </summary>
    public bool IsSecret => Secret().IsMatch(Name);

    /// <summary>Key of what it does, in the reader's language. The variables of the sites share theirs.</summary>
    public string TextKey => $"setting_{Site().Replace(Name, "SOURCES_").ToLowerInvariant()}";

    /// <summary>Key of its part's heading.</summary>
    public string HeadingKey => $"setting_group_{Heading.ToLowerInvariant().Replace(' ', '_')}";

    [GeneratedRegex(
        "TOKEN|SECRET|PASSWORD|_KEY|_HEADERS$|_CHAT$|^NOTIFY_.*_URL$|^DATABASE_URL$|^GPI_MODULE$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Secret();

    [GeneratedRegex("^SOURCES__[A-Z]+__", RegexOptions.CultureInvariant)]
    private static partial Regex Site();
}
