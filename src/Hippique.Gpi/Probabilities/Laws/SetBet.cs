namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>A bet that wins if all of its runners are among the first <paramref name="Depth"/> (1 to 4), in any order.</summary>
/// <param name="Runners">Bit mask of indices in <see cref="Orders"/>.</param>
public readonly record struct SetBet(ulong Runners, int Depth)
{
    public static SetBet Of(int depth, params ReadOnlySpan<int> runners)
    {
        var mask = 0UL;
        foreach (var runner in runners)
            mask |= 1UL << runner;
        return new SetBet(mask, depth);
    }
}
