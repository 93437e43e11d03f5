using System.Text.RegularExpressions;

namespace Hippique.Sources.Recording;

/// <summary>
/// PMU API answers under <c>/rest/client/61/</c> (or any other client number). The recording is of the national pool: a request for the internet pool's view of a race
/// finds nothing.
/// </summary>
internal sealed partial class MirroredApi(RecordedApiDay day) : IMirroredDay
{
    private static readonly Dictionary<string, string> Json = new() { ["Content-Type"] = "application/json;charset=UTF-8" };

    public DateOnly FirstDay => day.FirstDay;
    public DateOnly LastDay => day.LastDay;
    public DateTimeOffset From => day.From;
    public DateTimeOffset To => day.To;

    public MirroredAnswer? At(string pathAndQuery, DateTimeOffset moment)
    {
        var match = Below().Match(pathAndQuery);
        var ofInternet = match.Groups[2].Value.Contains("specialisation=INTERNET", StringComparison.OrdinalIgnoreCase);
        if (!match.Success || (ofInternet && match.Groups[1].Value.Contains("participants", StringComparison.Ordinal)))
            return null;
        return day.At(match.Groups[1].Value, moment) is { } body ? new MirroredAnswer(200, Json, body) : null;
    }

    [GeneratedRegex(@"^/rest/client/[0-9]{1,3}/([^?]+?)/?(\?.*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Below();
}
