using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace Hippique.Racing;

/// <summary>What is known only after the race. No analysis can be given one (design, rule 13).</summary>
public sealed record RaceResult
{
    public required RaceId Id { get; init; }
    public required Pool Pool { get; init; }

    /// <summary>The race was invented by the simulator; left out of the file of a real one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Simulated { get; init; }

    /// <summary>How far the source has come.</summary>
    public required ResultState State { get; init; }

    /// <summary>The source has said its last word on who won: a finishing order, or that there is none.</summary>
    [JsonIgnore]
    public bool Official => State is ResultState.Official or ResultState.NobodyClassified;

    /// <summary>Numbers in the order of arrival; two or more in one list: a dead heat.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Arrival { get; init; }
    public required IReadOnlyList<int> NonRunners { get; init; }
    public required IReadOnlyList<Dividend> Dividends { get; init; }

    /// <summary>Bets of <see cref="Pool"/> whose stakes the operator pays back.</summary>
    public IReadOnlyList<BetType> Refunded { get; init; } = [];

    /// <summary>Win odds at the close, by number; a stand-in where the official dividends are not known.</summary>
    public IReadOnlyList<WinPrice> Close { get; init; } = [];

    /// <summary>Times of trotters in seconds per kilometre, by number, where the source publishes them.</summary>
    public IReadOnlyDictionary<int, double> Times { get; init; } = ReadOnlyDictionary<int, double>.Empty;

    /// <summary>Rows, bets and pools of the answer that did not read, each by name; the rest stands.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What is known of further pools on the same race. A ticket is settled on its own pool's dividends only.</summary>
    public IReadOnlyList<PoolResult> Others { get; init; } = [];
}

/// <summary>What a source says of a race's end. Before the first of these it has no result ("not yet").</summary>
public enum ResultState
{
    /// <summary>There is an order of arrival, which can still change.</summary>
    Provisional,

    /// <summary>The order of arrival is official.</summary>
    Official,

    /// <summary>The race was withdrawn, or moved to another day.</summary>
    CalledOff,

    /// <summary>The race was run, and no horse is classified.</summary>
    NobodyClassified,
}

/// <summary>Dividends and closing win odds of one more pool.</summary>
public sealed record PoolResult(Pool Pool, IReadOnlyList<Dividend> Dividends, IReadOnlyList<WinPrice> Close)
{
    /// <summary>Bets whose stakes the operator pays back.</summary>
    public IReadOnlyList<BetType> Refunded { get; init; } = [];
}

/// <summary>
/// A dividend for 1 € (what 1 € returns, stake included) on one combination, in the order the operator writes it.
/// </summary>
/// <param name="Label">The operator's own wording where it says more than the bet ("1 NP", "bonus"); else empty.</param>
public sealed record Dividend(BetType Bet, IReadOnlyList<int> Combination, decimal PerEuro, string Label = "");
