using System.Globalization;
using Hippique.Racing;

namespace Hippique.Sources.Addresses;

/// <summary>What the address of a race's page says. A request is built from this and from configuration, never from the address itself (design, rule 9).</summary>
/// <param name="Source">Name of the source, such as <c>zeturf</c>.</param>
/// <param name="Date">Programme day.</param>
/// <param name="Code">The race in that source's numbering.</param>
/// <param name="Slug">The rest of the page's name, of <c>a-z 0-9 -</c>; null if the address has none.</param>
public sealed record CourseReference(string Source, DateOnly Date, RaceCode Code, string? Slug)
{
    /// <summary>From the parts of a path.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="date">The day as the path writes it.</param>
    /// <param name="format">How it writes days.</param>
    /// <param name="code"><c>R1C3</c>.</param>
    /// <param name="slug">The rest of the page's name.</param>
    internal static ParseResult<CourseReference> Read(string source, string date, string format, string code, string? slug) =>
        DateOnly.TryParseExact(date, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? RaceCode.Parse(code).Convert(race => new CourseReference(source, day, race, slug))
            : ParseResult<CourseReference>.Fail($"'{Quoted.Short(date)}' is no date");
}
