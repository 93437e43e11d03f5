using System.Text;
using System.Text.Json.Nodes;
using Hippique.Racing;
using Hippique.Sources.Recording;
using Hippique.Testing.Sources;

namespace Hippique.EndToEnd;

/// <summary>PMU's API of an invented day for the mirror: what it says of the races is another thing with each second.</summary>
internal sealed class InventedMirror(DateOnly day, params TimeOnly[] offs) : IMirroredDay
{
    private static readonly Dictionary<string, string> Headers = new() { ["Content-Type"] = "application/json" };

    public DateOnly FirstDay => day;
    public DateOnly LastDay => day;
    public DateTimeOffset From => ParisTime.At(day, TimeOnly.MinValue);
    public DateTimeOffset To => From.AddDays(1);

    public MirroredAnswer? At(string pathAndQuery, DateTimeOffset moment)
    {
        var isRace = pathAndQuery.Contains("/participants", StringComparison.Ordinal);
        if (!isRace && !pathAndQuery.Contains($"/programme/{day:ddMMyyyy}", StringComparison.Ordinal))
            return null;
        // Nothing else of a race: neither dividends nor the money in its pools.
        if (!isRace && pathAndQuery.Contains("/C", StringComparison.Ordinal))
            return null;
        return new MirroredAnswer(
            200,
            Headers,
            Encoding.UTF8.GetBytes(isRace ? PmuPages.Participants(8, moment.AddSeconds(-20)) : Programme(moment))
        );
    }

    private string Programme(DateTimeOffset moment) =>
        PmuPages.Programme(day, PmuPages.Meeting(1, "VALMOREL", "FRA", offs.Select((off, index) => Race(index + 1, off, moment))));

    private JsonObject Race(int number, TimeOnly off, DateTimeOffset moment)
    {
        var race = PmuPages.Race(1, number, $"PRIX NUMERO {number}", ParisTime.At(day, off), runners: 8);
        race["penetrometre"] = new JsonObject { ["intitule"] = $"Bon {moment:HH:mm:ss}" };
        return race;
    }
}
