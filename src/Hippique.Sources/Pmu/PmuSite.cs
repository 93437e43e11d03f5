using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What the program knows of PMU: an API for the program, and the pages that a user sees.</summary>
public static class PmuSite
{
    public const string Name = "pmu";

    /// <summary>Of the API.</summary>
    public const string Address = "https://online.turfinfo.api.pmu.fr/rest/client/61/";

    /// <summary>Of the pages; none of them is fetched.</summary>
    public const string PagesAddress = "https://www.pmu.fr/";

    public static SourceDescriptor Descriptor { get; } =
        new()
        {
            Name = Name,
            DefaultAddress = new Uri(Address),
            CompleteBaseUrl = PmuUrl.CompleteBaseUrl,
            Source = typeof(PmuSource),
            Offers = SourceOffers.Programme | SourceOffers.Races | SourceOffers.Results | SourceOffers.Close,
            CoursePages = new() { PublicHosts = [new Uri(PagesAddress), new Uri("https://pmu.fr/")], ReadPath = PmuUrl.ParseRacePath },
            NotYetSeen = [SourcePage.PoolStakes, SourcePage.PoolTotals, SourcePage.PlaceRanges, SourcePage.PairPrices],
            InDefaultOrder = true,
            NeedsProgramme = true,
            NumberRank = 0,
            Pools = [Pool.PmuInternet, Pool.PmuNational, Pool.PmuInternational],
        };
}
