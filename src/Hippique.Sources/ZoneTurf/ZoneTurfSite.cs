namespace Hippique.Sources.ZoneTurf;

/// <summary>What the program knows of Zone-Turf.</summary>
public static class ZoneTurfSite
{
    public const string Name = "zoneturf";
    public const string Address = "https://www.zone-turf.fr/";

    public static SourceDescriptor Descriptor { get; } =
        new()
        {
            Name = Name,
            DefaultAddress = new Uri(Address),
            Source = typeof(ZoneTurfSource),
            Offers = SourceOffers.Figures,
            InDefaultOrder = true,
            // Its page of the day is read once a day.
            Silence = new Dictionary<ReadKind, SilenceLimit>(SilenceLimit.Defaults)
            {
                [ReadKind.Programme] = new() { Time = TimeSpan.FromHours(50) },
            },
            NotYetSeen = [SourcePage.Programme, SourcePage.RacePage, SourcePage.Jockey, SourcePage.Trainer],
        };
}
