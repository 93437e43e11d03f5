using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;
using Npgsql;

namespace Hippique.Embedded.Postgres;

/// <summary>The database of an installation, as <c>DATABASE_URL</c> names it. It holds a password: only <see cref="Place"/> is shown or logged.</summary>
public sealed partial class DatabaseAddress
{
    private const int DefaultPort = 5432;
    private readonly NpgsqlConnectionStringBuilder _settings;

    private DatabaseAddress(NpgsqlConnectionStringBuilder settings) => _settings = settings;

    /// <summary>With the password.</summary>
    public string ConnectionString => _settings.ConnectionString;

    /// <summary>Without it: <c>db.example:5432/hippique</c>.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{_settings.Host}:{_settings.Port}/{_settings.Database}");

    public override string ToString() => Place;

    /// <summary>A URL as hosters give it (<c>postgres://user:password@host:5432/name?sslmode=require</c>) or a connection string of Npgsql. No problem names the text, which may hold a password.</summary>
    public static ParseResult<DatabaseAddress> Parse(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? OfUrl(text) : OfPairs(text);

    private static ParseResult<DatabaseAddress> OfUrl(string text)
    {
        var url = Url().Match(text);
        if (!url.Success)
            return Fail($"is no address such as {Example}");
        var settings = new NpgsqlConnectionStringBuilder { Port = DefaultPort };
        if (Part("host") is { } host)
            settings.Host = host.Trim('[', ']');
        if (Part("user") is { } user)
            settings.Username = user;
        if (Part("password") is { } password)
            settings.Password = password;
        if (Part("name") is { } name)
            settings.Database = name;
        if (Part("port") is { } port)
        {
            if (PortOf(port) is not { } number)
                return Fail($"has a port that is no number from {1} to {65535}");
            settings.Port = number;
        }
        foreach (var pair in url.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Set(settings, pair) is { } wrong)
                return ParseResult<DatabaseAddress>.Fail(wrong);
        }
        return Checked(settings);

        string? Part(string group) => url.Groups[group].Value is { Length: > 0 } part ? Uri.UnescapeDataString(part) : null;
    }

    /// <summary>What libpq knows and a hoster adds; the problem, if it is not understood.</summary>
    private static Problem? Set(NpgsqlConnectionStringBuilder settings, string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = at < 0 ? (pair, "") : (pair[..at], Uri.UnescapeDataString(pair[(at + 1)..]));
        switch (name)
        {
            case "sslmode"
                when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
                    && !char.IsAsciiDigit(value[0]):
                settings.SslMode = mode;
                return null;
            case "sslmode":
                return Problem.Of($"has an sslmode that is none of disable, allow, prefer, require, verify-ca, verify-full");
            case "sslrootcert":
                settings.RootCertificate = value;
                return null;
            case "host" when settings.Host is null:
                settings.Host = value;
                return null;
            case "port" when PortOf(value) is { } port:
                settings.Port = port;
                return null;
            case "connect_timeout" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds):
                settings.Timeout = Math.Min(seconds, 1024);
                return null;
            case "application_name":
                settings.ApplicationName = value;
                return null;
            case "channel_binding" or "pgbouncer":
                return null;
            default:
                return Problem.Of($"has a parameter that is not understood: {Quoted.Short(name)}");
        }
    }

    private static ParseResult<DatabaseAddress> OfPairs(string text)
    {
        try
        {
            return Checked(new NpgsqlConnectionStringBuilder(text));
        }
        // The driver's own message can quote the text.
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidOperationException)
        {
            return Fail($"is neither an address such as {Example} nor a connection string such as {PairsExample}");
        }
    }

    private static ParseResult<DatabaseAddress> Checked(NpgsqlConnectionStringBuilder settings)
    {
        if (string.IsNullOrEmpty(settings.Host))
            return Fail($"names no host; expected such as {Example}");
        if (string.IsNullOrEmpty(settings.Database))
            return Fail($"names no database; expected such as {Example}");
        return ParseResult<DatabaseAddress>.Ok(new DatabaseAddress(settings));
    }

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;

    private static ParseResult<DatabaseAddress> Fail(FormattableString what) => ParseResult<DatabaseAddress>.Fail(what);

    /// <summary>An invented one, for texts.</summary>
    public const string Example = "postgres://hippique:password@db.example:5432/hippique";

    private const string PairsExample = "Host=db.example;Database=hippique;Username=hippique;Password=…";

    // A password may hold an '@' that nobody encoded: the last one counts.
    [GeneratedRegex(
        @"\Apostgres(ql)?://((?<user>[^:/?#]*?)(:(?<password>[^/?#]*))?@)?(?<host>\[[0-9A-Fa-f:.]+\]|[^@:/?#\[\],]*)(:(?<port>[0-9]*))?(/(?<name>[^/?#]*))?(\?(?<query>[^#]*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Url();
}
