namespace Hippique.Sources.RaceArchive;

/// <summary>What the program knows of files of recorded races.</summary>
public static class RaceArchiveSite
{
    /// <summary>The name of these races and errors.</summary>
    public const string Name = "recorded";

    public static SourceDescriptor Descriptor { get; } =
        new()
        {
            Name = Name,
            Source = typeof(RecordedSource),
            Offers = SourceOffers.Programme | SourceOffers.Races | SourceOffers.Results,
            // Recorded races carry PMU's numbers.
            NumberRank = 0,
        };
}
