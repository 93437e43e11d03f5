using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>Races of the plan as messages show them.</summary>
internal static class NewsRaces
{
    /// <param name="race">As the plan has it.</param>
    /// <param name="pool">In which its tickets are; null: it has none.</param>
    public static NewsRace Of(PlannedRace race, Pool? pool = null) =>
        new()
        {
            Id = race.Id,
            Meeting = race.Meeting,
            Name = race.Name,
            Off = race.Off,
            Url = race.Links.FirstOrDefault(link => pool is { } where && link.Source == SiteOf(where))?.Url ?? race.Url,
        };

    /// <summary>The source whose pages are those of the pool's operator.</summary>
    private static string SiteOf(Pool pool) =>
        pool switch
        {
            Pool.PmuInternet or Pool.PmuNational => "pmu",
            _ => pool.Code(),
        };
}
