using Hippique.Racing;
using Hippique.Sources.Addresses;

namespace Hippique.Sources;

/// <summary>
/// Everything that the program knows of one source without asking it. Each source's folder holds one (<c>ZEturf/ZEturfSite.cs</c>), and
/// <c>Registration/SourceDescriptors.cs</c> lists them: to add a site is to add a descriptor.
/// </summary>
public sealed record SourceDescriptor
{
    /// <summary>Short code, unique in the program: <c>zeturf</c>. In names of variables it is written in capitals.</summary>
    public required string Name { get; init; }

    /// <summary>The class that reads it: an <see cref="IRaceSource"/>, or an <c>IFigureSource</c> where it offers <see cref="SourceOffers.Figures"/>.</summary>
    public required Type Source { get; init; }

    /// <summary>What can be asked for.</summary>
    public required SourceOffers Offers { get; init; }

    /// <summary>Where it is asked unless another address is configured; null: it reads files.</summary>
    public Uri? DefaultAddress { get; init; }

    /// <summary>Completes a configured base address, or says why it cannot be one.</summary>
    public Func<Uri, ParseResult<Uri>> CompleteBaseUrl { get; init; } = ParseResult<Uri>.Ok;

    /// <summary>The race pages that a user can name by their address; null: none.</summary>
    public CoursePages? CoursePages { get; init; }

    /// <summary>Whether it is asked where the user has set no order.</summary>
    public bool InDefaultOrder { get; init; }

    /// <summary>See <see cref="IRaceSource.NeedsProgramme"/>.</summary>
    public bool NeedsProgramme { get; init; }

    /// <summary>Of the sources that list a race, the one of the lowest rank gives the race its number (design, rule 12).</summary>
    public int NumberRank { get; init; } = OtherNumbers;

    /// <summary>The pools whose operator's own site this is.</summary>
    public IReadOnlyList<Pool> Pools { get; init; } = [];

    /// <summary>Pages whose reader was built without one of them at hand; it fails by name if the site does otherwise. The same table stands in <c>docs/sources.md</c>.</summary>
    public IReadOnlyList<SourcePage> NotYetSeen { get; init; } = [];

    /// <summary>How long it may answer well and say nothing new, by what is read of it.</summary>
    public IReadOnlyDictionary<ReadKind, SilenceLimit> Silence { get; init; } = SilenceLimit.Defaults;

    /// <summary>The rank of a source whose numbers name a race only if no better source lists it.</summary>
    public const int OtherNumbers = 2;
}

/// <summary>What a source can be asked for.</summary>
[Flags]
public enum SourceOffers
{
    None = 0,

    /// <summary>All races of a day.</summary>
    Programme = 1,

    /// <summary>Card and prices of one race.</summary>
    Races = 2,

    /// <summary>Arrival and dividends.</summary>
    Results = 4,

    /// <summary>The last prices, after the off.</summary>
    Close = 8,

    /// <summary>Figures of jockeys, trainers and horses.</summary>
    Figures = 16,
}

/// <summary>Kinds of pages of a site.</summary>
public enum SourcePage
{
    Programme,
    RacePage,
    Results,
    Jockey,
    Trainer,

    /// <summary>The stakes on horses and pairs.</summary>
    PoolStakes,

    /// <summary>All stakes on each bet.</summary>
    PoolTotals,
    PlaceRanges,

    /// <summary>What pairs are expected to pay.</summary>
    PairPrices,
}
