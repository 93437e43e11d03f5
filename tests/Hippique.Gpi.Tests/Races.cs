using Hippique.Gpi.Inputs;
using Hippique.Racing;

namespace Hippique.Gpi.Tests;

/// <summary>Invented races.</summary>
internal static class Races
{
    public static readonly DateTimeOffset Off = new(2026, 1, 14, 13, 50, 0, TimeSpan.Zero);
    public static readonly RaceId Id = new(new DateOnly(2026, 1, 14), new RaceCode(1, 3));

    public static RaceCard Card(int runners, Discipline discipline = Discipline.Harness, string country = "FRA") =>
        new()
        {
            Id = Id,
            Meeting = "VALLERUC",
            Country = country,
            Name = "PRIX DES GENETS",
            Off = Off,
            Discipline = discipline,
            Runners = [.. Enumerable.Range(1, runners).Select(number => new Runner { Number = number, Horse = $"CHEVAL {number}" })],
        };

    public static PoolPrices Prices(
        Pool pool,
        double[] odds,
        (double Low, double High)[]? places = null,
        IReadOnlyList<BetOffer>? offers = null
    ) =>
        new()
        {
            Pool = pool,
            Origin = PriceOrigin.Live,
            At = Off.AddMinutes(-5),
            Win = [.. odds.Select((o, i) => new WinPrice(i + 1, new Odds(o)))],
            Place = [.. (places ?? []).Select((range, i) => new PlacePrice(i + 1, new PlaceRange(range.Low, range.High)))],
            Offers = offers,
        };

    /// <summary>The money on one single bet by number, from 1 on, in euros; 0: not listed.</summary>
    public static BetStakes Stakes(BetType bet, double[] euros, double? total = null, DateTimeOffset? at = null) =>
        new()
        {
            Bet = bet,
            At = at ?? Off.AddMinutes(-5),
            Total = total is { } all ? new Euro((decimal)all) : null,
            Stakes =
            [
                .. euros
                    .Select((amount, i) => (Number: i + 1, Amount: amount))
                    .Where(one => one.Amount > 0)
                    .Select(one => new CombinationStake([one.Number], new Euro((decimal)one.Amount))),
            ],
        };

    public static Snapshot H5(RaceCard card, params PoolPrices[] pools) =>
        new()
        {
            Phase = Phase.H5,
            PlannedAt = Off.AddMinutes(-5),
            Source = "test",
            Url = "https://example.org/R1C3",
            Card = card,
            Pools = pools,
        };

    /// <summary>The same prices half an hour before the off, or others.</summary>
    public static Snapshot H30(RaceCard card, params PoolPrices[] pools) =>
        H5(card, pools) with
        {
            Phase = Phase.H30,
            PlannedAt = Off.AddMinutes(-30),
        };

    /// <summary>Both looks show the same.</summary>
    public static AnalysisInput Input(Snapshot h5, params Pool[] operators) =>
        new()
        {
            H5 = h5,
            H30 = H30(h5.Card, [.. h5.Pools]),
            Operators = operators,
            Countries = ["FR"],
            Bankroll = new Euro(500),
            BudgetPerRace = new Euro(5),
            ProgramVersion = "3.0.0",
            InputHashes = new Dictionary<string, string> { ["snapshot_h5.json"] = "ab" },
        };
}
