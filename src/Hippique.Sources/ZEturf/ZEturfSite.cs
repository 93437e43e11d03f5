using Hippique.Racing;
using Hippique.Sources.Addresses;

namespace Hippique.Sources.ZEturf;

/// <summary>What the program knows of ZEturf.</summary>
public static class ZEturfSite
{
    public const string Name = "zeturf";
    public const string Address = "https://www.zeturf.fr/";

    public static CoursePages Pages { get; } =
        new() { PublicHosts = [new Uri(Address), new Uri("https://zeturf.fr/")], ReadPath = ZEturfUrl.ParseRacePath };

    public static SourceDescriptor Descriptor { get; } =
        new()
        {
            Name = Name,
            DefaultAddress = new Uri(Address),
            Source = typeof(ZEturfSource),
            Offers = SourceOffers.Programme | SourceOffers.Races | SourceOffers.Results,
            CoursePages = Pages,
            InDefaultOrder = true,
            // Of the races that PMU does not list.
            NumberRank = 1,
            Pools = [Pool.ZEturf],
        };
}
