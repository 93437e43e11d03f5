namespace Hippique.Sources;

/// <summary>What is read of a source, as far as it is watched whether something new arrives.</summary>
public enum ReadKind
{
    /// <summary>The races of a day and their offs.</summary>
    Programme,

    /// <summary>The prices of a race before its off.</summary>
    Odds,

    /// <summary>The last prices of a race, after its off.</summary>
    Close,

    /// <summary>Arrival and dividends of a race.</summary>
    Result,

    /// <summary>Published figures of a jockey, a trainer or a horse.</summary>
    Figures,
}
