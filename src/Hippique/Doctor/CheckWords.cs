using System.Globalization;
using Hippique.Hosting;

namespace Hippique.Doctor;

/// <summary>The name of a check as a screen shows it: <c>time_zone</c> is "time zone", <c>source_pmu</c> "source pmu".</summary>
internal static class CheckWords
{
    /// <summary>Names, and the part before the subject of those that have one (a source, a host).</summary>
    internal static readonly IReadOnlyList<string> Kinds =
    [
        "configuration",
        "time_zone",
        "clock",
        "disk",
        "plan",
        "sources",
        "source",
        "news",
        "favourites",
        "budget",
        "circuit",
        "patience",
        "statistics",
        "queue",
        "notify",
        "cloud_tasks",
        "cloud",
        "service_url",
        "access",
        "oidc_token",
        "rate_limit",
        "bucket",
        "database",
    ];

    public static string Of(string name, CultureInfo culture)
    {
        var kind =
            Kinds.FirstOrDefault(known => known == name)
            ?? Kinds.FirstOrDefault(known => name.StartsWith($"{known}_", StringComparison.Ordinal));
        if (kind is null)
            return name;
        var words = Texts.In(culture, $"doctor_name_{kind}");
        return kind == name ? words : $"{words} {name[(kind.Length + 1)..]}";
    }
}
