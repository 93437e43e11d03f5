using System.Globalization;
using Hippique.Racing;

namespace Hippique.Sources.Geny;

/// <summary>How the page writes one operator's prices.</summary>
internal sealed record GenyPool
{
    public static readonly GenyPool Pmu = new()
    {
        Pool = Pool.PmuNational,
        Prices = "cotesPmu",
        Hour = "heureDerniereCotePmu",
        Bets = "typesPari",
        WinBet = "SIMPLE",
    };

    public static readonly GenyPool Genybet = new()
    {
        Pool = Pool.Genybet,
        Prices = "cotesGenybet",
        Hour = "heureDerniereCoteGenybet",
        Bets = "typesPariGeny",
        WinBet = "GB_SIMPLE_GAGNANT",
    };

    public required Pool Pool { get; init; }
    public required string Prices { get; init; }
    public required string Hour { get; init; }
    public required string Bets { get; init; }
    public required string WinBet { get; init; }

    /// <summary>Which of the keys that the prices rest on is gone; null: none. Before betting opens they are there and hold zeros or nothing.</summary>
    public Problem? Defect(GenyQuery odds, HashSet<int> starters)
    {
        var isPriced = false;
        foreach (var row in odds.Data["cotes"].Items)
        {
            if (row["numero"].Whole is not { } number || !starters.Contains(number))
                continue;
            if (!row.Has(Prices))
                return Problem.Of($"{Prices} of number {number}");
            var prices = row[Prices];
            if (prices.IsNothing)
                continue;
            if (!prices.Has("derniereCote") || (prices["derniereCote"].Number is null && !prices["derniereCote"].IsNothing))
                return Problem.Of($"derniereCote in {Prices} of number {number}");
            isPriced |= prices["derniereCote"].Number > 0;
        }
        return isPriced && !odds.Data.Has(Hour) ? Problem.Verbatim(Hour) : null;
    }

    /// <summary>The last win odds of the starters. An old price that a non-runner still carries is dropped.</summary>
    public PoolPrices Read(GenyQuery odds, FlightNode course, HashSet<int> starters)
    {
        var win = new List<WinPrice>();
        foreach (var row in odds.Data["cotes"].Items)
        {
            if (
                row["numero"].Whole is { } number
                && starters.Contains(number)
                && Odds.FromPublished(row[Prices]["derniereCote"].Number) is { } price
            )
                win.Add(new WinPrice(number, price));
        }
        win.Sort((left, right) => left.Number.CompareTo(right.Number));
        return new PoolPrices
        {
            Pool = Pool,
            Origin = win.Count > 0 ? PriceOrigin.Live : PriceOrigin.None,
            At = win.Count > 0 ? Stamp(odds.Data[Hour].Text, odds.UpdatedAt) ?? odds.UpdatedAt : null,
            Win = win,
            Offers = Offers(course[Bets]),
        };
    }

    /// <summary>The page says what is sold, not at which stakes: a pool that sells the win bet is left to the regulated ones (null), any other sells nothing that is known.</summary>
    private IReadOnlyList<BetOffer>? Offers(FlightNode bets) => !bets.IsArray || bets.Items.Any(bet => bet.Text == WinBet) ? null : [];

    /// <summary>Prices are stamped with an hour of the Paris clock: the last such moment before the page's data was fetched.</summary>
    internal static DateTimeOffset? Stamp(string? hour, DateTimeOffset? fetched)
    {
        if (
            fetched is not { } latest
            || !TimeOnly.TryParseExact(hour, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        )
            return null;
        var day = ParisTime.DayOf(latest);
        var stamp = ParisTime.At(day, time);
        // The stamp is cut to the minute, and the site's two clocks need not agree to the second.
        return stamp <= latest.AddMinutes(1) ? stamp : ParisTime.At(day.AddDays(-1), time);
    }
}
