using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What PMU's internet pool shows of a race long after its end. No look can be given one.</summary>
public sealed record PmuPastRace
{
    public required PmuRace Race { get; init; }

    /// <summary>Runners, times and the prices that are shown after the race.</summary>
    public required PmuParticipants Runners { get; init; }

    /// <summary>Official dividends of every bet that was read; empty if PMU has none.</summary>
    public required IReadOnlyList<Dividend> Dividends { get; init; }

    /// <summary>The last stakes by bet; empty if PMU shows none.</summary>
    public required IReadOnlyList<BetStakes> Stakes { get; init; }

    /// <summary>What is missing or could not be read, in words.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Places as far as bets ask for them; empty if the arrival does not read that far: a horse left out of it may have won.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Arrival => Race.Arrival.IsEnough ? Race.Arrival.Places : [];

    /// <summary>Win odds of the pool, each stamped after the scheduled off.</summary>
    public IReadOnlyList<WinPrice> Close =>
        IsOwn(Runners.Live) ? [.. Runners.Live.Win.Where(price => (price.At ?? Runners.Live.At) >= Race.Off)] : [];

    /// <summary>Reference odds of the pool, as PMU stamped them before the off.</summary>
    public IReadOnlyList<WinPrice> Reference => IsOwn(Runners.Reference) && Runners.Reference.At < Race.Off ? Runners.Reference.Win : [];

    private static bool IsOwn(PoolPrices prices) => prices.Pool == Pool.PmuInternet;
}

/// <summary>What came of asking for a past race.</summary>
public abstract record PmuPastAnswer
{
    private PmuPastAnswer() { }

    public sealed record Read(PmuPastRace Race) : PmuPastAnswer;

    /// <summary>There is nothing to be had of it, now or later.</summary>
    /// <param name="Why">In words.</param>
    public sealed record LeftOut(Problem Why) : PmuPastAnswer;

    /// <summary>It has not ended yet, as far as PMU says.</summary>
    public sealed record NoResultYet : PmuPastAnswer;
}
