using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>The stakes of one bet as they are read.</summary>
/// <param name="size">Horses in a combination.</param>
internal sealed class PmuStakeList(int size)
{
    /// <summary>Above any pool of a race: ten thousand million euros.</summary>
    public const long MostCents = 1_000_000_000_000;

    private readonly List<CombinationStake> _stakes = [];

    /// <summary>All of them together.</summary>
    public long Cents { get; private set; }

    /// <summary>The one that was added last, in cents.</summary>
    public long Last { get; private set; }

    public int Count => _stakes.Count;

    /// <summary>What is wrong with the stake; null: nothing.</summary>
    /// <param name="numbers">Saddlecloths, in any order.</param>
    /// <param name="entry">Holds the amount.</param>
    /// <param name="key">Under this key, in cents.</param>
    public Problem? Add(IReadOnlyList<int> numbers, JsonElement entry, string key)
    {
        int[] sorted = [.. numbers.Distinct().Order()];
        var name = string.Join('-', numbers);
        if (sorted.Length != size || numbers.Count != size)
            return Problem.Of($"the combination {name} is none of this bet");
        if (entry.Whole(key, 0, MostCents) is not { } cents)
            return Problem.Of($"the stake on {name} is no amount in cents ({key})");
        if (_stakes.Exists(stake => stake.Numbers.SequenceEqual(sorted)))
            return Problem.Of($"two stakes on {name}");
        _stakes.Add(new CombinationStake(sorted, Euro.FromCents(cents)));
        (Cents, Last) = (Cents + cents, cents);
        return null;
    }

    public BetStakes Of(BetType bet, DateTimeOffset? at, long? total) =>
        new()
        {
            Bet = bet,
            At = at,
            Total = total is { } cents ? Euro.FromCents(cents) : null,
            Stakes = [.. _stakes.OrderBy(stake => stake.Numbers[0]).ThenBy(stake => stake.Numbers[^1])],
        };
}
