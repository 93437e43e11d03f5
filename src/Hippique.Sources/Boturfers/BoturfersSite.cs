namespace Hippique.Sources.Boturfers;

/// <summary>What the program knows of Boturfers.</summary>
public static class BoturfersSite
{
    public const string Name = "boturfers";
    public const string Address = "https://www.boturfers.fr";

    public static SourceDescriptor Descriptor { get; } =
        new()
        {
            Name = Name,
            DefaultAddress = new Uri(Address),
            Source = typeof(BoturfersSource),
            Offers = SourceOffers.Programme,
        };
}
