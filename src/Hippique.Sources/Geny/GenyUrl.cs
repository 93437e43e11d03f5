using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Sources.Geny;

/// <summary>
/// Addresses of geny.com. A race's page is named by an id that does not follow the race numbers, and by a slug that starts with the date; requests are built from these
/// parts, never from an address as it stands.
/// </summary>
public static partial class GenyUrl
{
    private const int Longest = 400;

    /// <summary>The path of a day's programme: <c>/programme/2026-09-24</c>.</summary>
    public static string ProgrammePath(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"/programme/{date:yyyy-MM-dd}");

    /// <summary>The path of a race's odds page: <c>/course/1685888-2026-09-24-compiegne-prix-x/cotes</c>.</summary>
    /// <exception cref="ArgumentException">The slug has other characters than <c>a-z 0-9 -</c>.</exception>
    public static string RacePath(GenyRaceReference race)
    {
        if (!SlugPattern().IsMatch(race.Slug))
            throw new ArgumentException("a slug is of a-z, 0-9 and hyphens", nameof(race));
        return string.Create(CultureInfo.InvariantCulture, $"/course/{race.Id}-{race.Slug}/cotes");
    }

    /// <summary>The page of a race that a user would open; null where the site's slug is no slug.</summary>
    internal static string? Race(long id, string? slug) =>
        id > 0 && slug is not null && SlugPattern().IsMatch(slug) ? GenySite.Address + RacePath(new GenyRaceReference(id, slug)) : null;

    /// <summary>Reads the address of a race's page (of any of its tabs), on any host: the host of the request is configuration.</summary>
    public static ParseResult<GenyRaceReference> ParseRace(string? url)
    {
        if (url is { Length: <= Longest } && Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            var match = RacePattern().Match(uri.AbsolutePath);
            if (match.Success && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return ParseResult<GenyRaceReference>.Ok(new GenyRaceReference(id, match.Groups[2].Value));
        }
        return ParseResult<GenyRaceReference>.Fail(
            $"'{Quoted.Short(url ?? "")}' is no race page of Geny; expected /course/1685888-2026-09-24-name/cotes"
        );
    }

    [GeneratedRegex(@"^/course/([0-9]{1,12})-([a-z0-9-]{1,200})(?:/[a-z-]{1,40})?/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RacePattern();

    [GeneratedRegex(@"^[a-z0-9-]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();
}

/// <param name="Id">Geny's own number of the race, at least 1.</param>
/// <param name="Slug">The rest of the page's name, of <c>a-z 0-9 -</c>.</param>
public sealed record GenyRaceReference(long Id, string Slug);
