using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>
/// Which races of a plan a source is asked for: those of the user's countries (<c>COUNTRIES</c>), and those whose country no programme names. Of the others the end is known
/// without a page: unplayable, with the code <c>country</c>.
/// </summary>
public sealed class AskedRaces(SourceSet sources, PhaseSettings settings)
{
    public bool Contains(PlannedRace race) =>
        race.Country.Length == 0
        || CountryList.Includes(settings.Countries, race.Country)
        || race.Links.All(link => sources.Find(link.Source) is { CostsRequests: false });
}
