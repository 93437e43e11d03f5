using Hippique.Racing;

namespace Hippique.Sources.Geny;

/// <summary>What the program knows of Geny.</summary>
public static class GenySite
{
    public const string Name = "geny";
    public const string Address = "https://www.geny.com";

    public static SourceDescriptor Descriptor { get; } =
        new()
        {
            Name = Name,
            DefaultAddress = new Uri(Address),
            Source = typeof(GenySource),
            Offers = SourceOffers.Programme | SourceOffers.Races,
            InDefaultOrder = true,
            Pools = [Pool.Genybet],
            NotYetSeen = [SourcePage.Programme, SourcePage.Results],
        };
}
