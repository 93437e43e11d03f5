using System.Globalization;
using System.Net;

namespace Hippique.Hosting.Settings;

/// <summary>Tells each variable's value in force and where it comes from, without what may be secret.</summary>
internal static class SettingLines
{
    /// <param name="reader">Of the variables.</param>
    /// <param name="fromFile">Names of those that <c>.env</c> set.</param>
    /// <param name="settings">What they came to.</param>
    public static IReadOnlyList<SettingLine> Of(VariableReader reader, IReadOnlySet<string> fromFile, HippiqueSettings settings)
    {
        var dependent = Dependent(settings);
        var set = reader.NamesLike("").ToHashSet(StringComparer.Ordinal);
        return
        [
            .. KnownVariables.All.Select(variable =>
                Of(variable, set.Contains(variable.Name) ? reader.Text(variable.Name) : null, dependent, fromFile)
            ),
        ];
    }

    private static SettingLine Of(
        KnownVariable variable,
        string? text,
        IReadOnlyDictionary<string, string?> dependent,
        IReadOnlySet<string> fromFile
    )
    {
        var value = dependent.GetValueOrDefault(variable.Name) ?? text ?? variable.Default;
        return new SettingLine
        {
            Name = variable.Name,
            Value = variable.IsSecret || value.Length == 0 ? null : WithoutLogin(value),
            Origin =
                text is null ? SettingOrigin.Default
                : fromFile.Contains(variable.Name) ? SettingOrigin.File
                : SettingOrigin.Environment,
            Secret = variable.IsSecret,
        };
    }

    /// <summary>Values whose default depends on others, or which are completed.</summary>
    private static Dictionary<string, string?> Dependent(HippiqueSettings settings) =>
        new(StringComparer.Ordinal)
        {
            ["BIND"] = BindText(settings.Server.Bind),
            ["DATA_DIR"] = settings.Data.Folder,
            ["PORT"] = settings.Server.Port.ToString(CultureInfo.InvariantCulture),
            ["QUEUE"] =
                settings.Cloud is not null ? "cloud"
                : settings.Postgres is not null ? PostgresReader.Queue
                : "embedded",
            ["NODE_NAME"] = settings.Postgres?.Node.Name,
            ["SOURCES__CONTACT"] = settings.Sources.Contact,
            ["SOURCES__STATISTICS"] = settings.Sources.Statistics.Count == 0 ? "none" : string.Join(',', settings.Sources.Statistics),
            ["OTEL_SERVICE_NAME"] = settings.Telemetry.IsOn ? settings.Telemetry.ServiceName : null,
        };

    private static string BindText(IPAddress address) =>
        address.Equals(IPAddress.Loopback) ? "loopback"
        : address.Equals(IPAddress.Any) ? "all"
        : address.ToString();

    /// <summary>An address may carry a user and a password, or a key behind the question mark.</summary>
    private static string WithoutLogin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
        && !address.IsFile
        && (address.UserInfo.Length > 0 || address.Query.Length > 0)
        && address.Host.Length > 0
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : value;
}
