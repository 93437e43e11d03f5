using System.Text.RegularExpressions;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.Recording;

/// <summary>
/// PMU API answers under <c>/rest/client/61/</c> (or any other client number). A line whose path has a query answers that query; one without is of the national pool where both pools have such
/// an answer, so that a request for the internet pool's finds nothing.
/// </summary>
internal sealed partial class MirroredApi(RecordedApiDay day) : IMirroredDay
{
    private const string Internet = "specialisation=INTERNET";

    /// <summary>Dividends are not among them: their reader tells the pool by the names of the bets.</summary>
    private static readonly HashSet<string> OfBothPools = new(
        ["participants", PmuApi.Citations, PmuApi.Combinations, PmuApi.Totals],
        StringComparer.Ordinal
    );

    private static readonly Dictionary<string, string> Json = new() { ["Content-Type"] = "application/json;charset=UTF-8" };

    public DateOnly FirstDay => day.FirstDay;
    public DateOnly LastDay => day.LastDay;
    public DateTimeOffset From => day.From;
    public DateTimeOffset To => day.To;

    public MirroredAnswer? At(string pathAndQuery, DateTimeOffset moment)
    {
        var match = Below().Match(pathAndQuery);
        if (!match.Success)
            return null;
        var body = Names(match.Groups[1].Value, match.Groups[2].Value)
            .Select(name => day.At(name, moment))
            .FirstOrDefault(seen => seen is not null);
        return body is null ? null : new MirroredAnswer(200, Json, body);
    }

    /// <summary>Under which names a recording can have it: as it was asked, by the pool alone, by its path alone.</summary>
    private static IEnumerable<string> Names(string path, string query)
    {
        yield return path + query;
        var ofInternet = query.Contains(Internet, StringComparison.OrdinalIgnoreCase);
        if (ofInternet)
            yield return $"{path}?{Internet}";
        if (!ofInternet || !OfBothPools.Contains(path[(path.LastIndexOf('/') + 1)..]))
            yield return path;
    }

    [GeneratedRegex(@"^/rest/client/[0-9]{1,3}/([^?]+?)/?(\?.*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Below();
}
