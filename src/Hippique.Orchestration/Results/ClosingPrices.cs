using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>The last prices of a race, as they stood five minutes after its off; <c>close.json</c>. Nothing that decides about the race reads it (design, rule 13).</summary>
public sealed record ClosingPrices
{
    public int Schema { get; init; } = 1;
    public required RaceId Race { get; init; }

    /// <summary>The race was invented by the simulator; left out of the file of a real one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Simulated { get; init; }

    /// <summary>The off from which the moment of the look was computed.</summary>
    public required DateTimeOffset Off { get; init; }

    /// <summary>The moment for which the look was planned.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Each pool with the operator's stamp: prices that were stamped before the off are no close.</summary>
    public required IReadOnlyList<PoolPrices> Pools { get; init; }

    /// <summary>Numbers, ascending.</summary>
    public required IReadOnlyList<int> NonRunners { get; init; }

    /// <summary>What could not be had, in words for the user.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Win odds that were stamped at the off or later, by pool.</summary>
    internal IEnumerable<PoolResult> AfterOff() =>
        Pools.Where(pool => pool.At >= Off && pool.Win.Count > 0).Select(pool => new PoolResult(pool.Pool, [], pool.Win));
}
