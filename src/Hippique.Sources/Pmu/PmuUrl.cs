using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;
using Hippique.Sources.Addresses;

namespace Hippique.Sources.Pmu;

/// <summary>Addresses of PMU's race pages, and of its API.</summary>
public static partial class PmuUrl
{
    /// <summary>A race's page: <c>https://www.pmu.fr/turf/20112025/R1/C1</c>.</summary>
    public static string Race(DateOnly date, RaceCode code) =>
        string.Create(CultureInfo.InvariantCulture, $"{PmuSite.PagesAddress}turf/{date:ddMMyyyy}/R{code.Meeting}/C{code.Race}");

    /// <summary>Reads the path of a race's page.</summary>
    internal static ParseResult<CourseReference> ParseRacePath(string path)
    {
        var match = RacePattern().Match(path);
        return match.Success
            ? CourseReference.Read(PmuSite.Name, match.Groups[1].Value, "ddMMyyyy", match.Groups[2].Value + match.Groups[3].Value, null)
            : ParseResult<CourseReference>.Fail($"'{Quoted.Short(path)}' is no race page of PMU; expected /turf/20112025/R1/C1");
    }

    /// <summary>The answers lie under a path of the API; an address that names the host alone, such as a mirror prints, is completed.</summary>
    internal static ParseResult<Uri> CompleteBaseUrl(Uri address)
    {
        if (address.AbsolutePath == "/")
            return ParseResult<Uri>.Ok(new Uri(address, new Uri(PmuSite.Address).AbsolutePath));
        return address.AbsolutePath.TrimEnd('/').Split('/') is [.., "rest", "client", var client] && client.All(char.IsAsciiDigit)
            ? ParseResult<Uri>.Ok(address)
            : ParseResult<Uri>.Fail(
                $"names another path than PMU's API; expected the site alone, or its path with /rest/client/61/ at the end"
            );
    }

    [GeneratedRegex(@"^/turf/([0-9]{8})/(R[0-9]{1,3})/(C[0-9]{1,3})/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RacePattern();
}
