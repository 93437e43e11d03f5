using Hippique.Racing;
using Hippique.Sources.Addresses;
using Hippique.Sources.Boturfers;
using Hippique.Sources.Geny;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.ZEturf;
using Hippique.Sources.ZoneTurf;

namespace Hippique.Sources.Registration;

/// <summary>The table of all sources.</summary>
public static class SourceDescriptors
{
    /// <summary>In the order in which they are asked where the user has set none.</summary>
    public static IReadOnlyList<SourceDescriptor> All { get; } =
    [
        ZEturfSite.Descriptor,
        PmuSite.Descriptor,
        GenySite.Descriptor,
        BoturfersSite.Descriptor,
        ZoneTurfSite.Descriptor,
        RaceArchiveSite.Descriptor,
    ];

    /// <summary>Those with an address: they can be configured.</summary>
    public static IReadOnlyList<SourceDescriptor> Sites { get; } = [.. All.Where(source => source.DefaultAddress is not null)];

    /// <summary>Sites that list races.</summary>
    public static IReadOnlyList<SourceDescriptor> RaceSites { get; } = [.. Sites.Where(source => !OffersFigures(source))];

    /// <summary>Sites that publish figures of jockeys, trainers and horses.</summary>
    public static IReadOnlyList<SourceDescriptor> FigureSites { get; } = [.. Sites.Where(OffersFigures)];

    /// <summary>Names of the race sites that are asked where the user has set no order.</summary>
    public static IReadOnlyList<string> DefaultOrder { get; } = DefaultsOf(RaceSites);

    /// <summary>Names of the sites of figures that are asked where the user has set none.</summary>
    public static IReadOnlyList<string> DefaultStatistics { get; } = DefaultsOf(FigureSites);

    /// <summary>Null where no source has that name.</summary>
    public static SourceDescriptor? Find(string name) => All.FirstOrDefault(source => source.Name == name);

    /// <summary>The source that is the site of a pool's operator.</summary>
    public static SourceDescriptor OwnerOf(Pool pool) => All.Single(source => source.Pools.Contains(pool));

    /// <summary>
    /// The hosts whose race pages a user can name. A source that is asked elsewhere than at its own address (a mirror, a recorded day) may be named by that address too.
    /// </summary>
    /// <param name="baseUrls">The configured addresses by source name.</param>
    public static IReadOnlyList<CourseHost> CourseHosts(IReadOnlyDictionary<string, Uri> baseUrls) =>
        [
            .. All.SelectMany(source => source.CoursePages?.Public ?? []),
            .. baseUrls.SelectMany(pair =>
                Find(pair.Key)?.CoursePages is { } pages ? new[] { new CourseHost(pages, pair.Value) } : Array.Empty<CourseHost>()
            ),
        ];

    private static bool OffersFigures(SourceDescriptor source) => source.Offers.HasFlag(SourceOffers.Figures);

    private static string[] DefaultsOf(IEnumerable<SourceDescriptor> sources) =>
        [.. sources.Where(source => source.InDefaultOrder).Select(source => source.Name)];
}
