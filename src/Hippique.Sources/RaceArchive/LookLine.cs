namespace Hippique.Sources.RaceArchive;

/// <summary>A look of the service as a line of recorded races keeps it: all pools, as they stood in its snapshot.</summary>
internal sealed class LookLine
{
    /// <summary>Minutes before the off: 30 or 5.</summary>
    public int? Phase { get; set; }
    public long? PlannedEpochMs { get; set; }
    public long? TakenEpochMs { get; set; }

    /// <summary>As the card of the look has it.</summary>
    public long? OffEpochMs { get; set; }

    /// <summary>Withdrawn by then.</summary>
    public int[]? NonRunners { get; set; }
    public bool Cancelled { get; set; }
    public string? NotOpen { get; set; }
    public LookPoolLine[]? Pools { get; set; }
}

/// <summary>The prices of one pool at a look.</summary>
internal sealed class LookPoolLine
{
    public string? Pool { get; set; }

    /// <summary><c>live</c>, <c>reference</c>, <c>modelled</c>, <c>none</c>.</summary>
    public string? Origin { get; set; }
    public long? StampEpochMs { get; set; }

    /// <summary>Win odds by number.</summary>
    public SortedDictionary<int, double>? Win { get; set; }

    /// <summary>Stamps of single prices by number, where the operator stamps them.</summary>
    public SortedDictionary<int, long>? WinStamps { get; set; }

    /// <summary>Lowest and highest by number.</summary>
    public SortedDictionary<int, double[]>? Place { get; set; }
    public long? PlaceStampEpochMs { get; set; }

    /// <summary>Absent: the operator shows no money.</summary>
    public LookStakesLine[]? Stakes { get; set; }

    /// <summary>Absent: the operator shows no prices of pairs.</summary>
    public LookPriceLine[]? Combinations { get; set; }

    /// <summary>Absent: the source has no such list; empty: nothing is sold.</summary>
    public LookOfferLine[]? Offers { get; set; }
}

/// <summary>The money on one bet.</summary>
internal sealed class LookStakesLine
{
    public string? Bet { get; set; }
    public long? StampEpochMs { get; set; }
    public long? TotalCents { get; set; }

    /// <summary>Cents by number or pair, <c>3</c> or <c>3-5</c>.</summary>
    public Dictionary<string, long>? Cents { get; set; }
}

/// <summary>The price of one combination.</summary>
internal sealed class LookPriceLine
{
    public string? Bet { get; set; }

    /// <summary><c>3-5</c>.</summary>
    public string? Numbers { get; set; }
    public double? Odds { get; set; }
}

/// <summary>What is sold of one bet, in euros.</summary>
internal sealed class LookOfferLine
{
    public string? Bet { get; set; }
    public decimal? Minimum { get; set; }
    public decimal? Step { get; set; }
    public decimal? Maximum { get; set; }
}
