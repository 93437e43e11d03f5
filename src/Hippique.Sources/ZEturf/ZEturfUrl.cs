using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;
using Hippique.Sources.Addresses;

namespace Hippique.Sources.ZEturf;

/// <summary>Addresses of ZEturf's race pages.</summary>
public static partial class ZEturfUrl
{
    /// <summary>A race's page: <c>https://www.zeturf.fr/fr/course/2025-11-20/R1C1-vincennes-prix-x</c>.</summary>
    /// <exception cref="ArgumentException">See <see cref="RacePath"/>.</exception>
    public static string Race(DateOnly date, RaceCode code, string? slug) => ZEturfSite.Address.TrimEnd('/') + RacePath(date, code, slug);

    /// <summary>The path of a race's page.</summary>
    /// <exception cref="ArgumentException">The slug has other characters than <c>a-z 0-9 -</c>.</exception>
    public static string RacePath(DateOnly date, RaceCode code, string? slug)
    {
        if (slug is not null && !SlugPattern().IsMatch(slug))
            throw new ArgumentException("a slug is of a-z, 0-9 and hyphens", nameof(slug));
        var tail = slug is null ? "" : "-" + slug;
        return string.Create(CultureInfo.InvariantCulture, $"/fr/course/{date:yyyy-MM-dd}/{code}{tail}");
    }

    /// <summary>Reads the path of a race's page, as a user names it and as the site's own pages link to it.</summary>
    internal static ParseResult<CourseReference> ParseRacePath(string path)
    {
        var match = RacePattern().Match(path);
        if (!match.Success)
            return ParseResult<CourseReference>.Fail(
                $"'{Quoted.Short(path)}' is no race page of ZEturf; expected /fr/course/2025-11-20/R1C1-name"
            );
        var slug = match.Groups[3].Success ? match.Groups[3].Value : null;
        return CourseReference.Read(ZEturfSite.Name, match.Groups[1].Value, "yyyy-MM-dd", match.Groups[2].Value, slug);
    }

    [GeneratedRegex(
        @"^/fr/course/([0-9]{4}-[0-9]{2}-[0-9]{2})/(R[0-9]{1,3}C[0-9]{1,3})(?:-([a-z0-9-]{1,200}))?/?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex RacePattern();

    [GeneratedRegex(@"^[a-z0-9-]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();
}
