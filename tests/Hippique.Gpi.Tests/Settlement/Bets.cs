using Hippique.Gpi.Settlement;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>Invented tickets and arrivals for settlements.</summary>
internal static class Bets
{
    public static readonly RaceId Race = new(new DateOnly(2026, 1, 14), new RaceCode(1, 3));

    /// <summary>One leg a combination, at <paramref name="stake"/> each.</summary>
    public static Ticket Ticket(BetType bet, decimal stake, params int[][] legs) =>
        new()
        {
            Id = "R1C3-1",
            Race = Race,
            Pool = Pool.ZEturf,
            Bet = bet,
            Stake = new Euro(stake * legs.Length),
            ExpectedReturn = Euro.Zero,
            ExpectedRoi = 0,
            ExpiresAt = Races.Off,
            Legs =
            [
                .. legs.Select(numbers => new TicketLeg
                {
                    Numbers = numbers,
                    Horses = [.. numbers.Select(_ => "")],
                    Stake = new Euro(stake),
                    Odds = 4,
                    MinimumOdds = 4,
                    Probability = .3,
                    ExpectedDividend = 4,
                    DividendLow = 3,
                    DividendHigh = 5,
                }),
            ],
        };

    /// <summary>Official; <c>1 2=3 4</c>: 1 first, 2 and 3 together second, 4 fourth.</summary>
    public static RaceResult Arrival(string order, params Dividend[] dividends) =>
        new()
        {
            Id = Race,
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival =
            [
                .. order
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(place => (IReadOnlyList<int>)[.. place.Split('=').Select(Number)]),
            ],
            NonRunners = [],
            Dividends = dividends,
        };

    /// <summary><c>"5-3"</c> paid <paramref name="perEuro"/>.</summary>
    public static Dividend Paid(BetType bet, string combination, decimal perEuro, string label = "") =>
        new(bet, [.. combination.Split('-').Select(Number)], perEuro, label);

    /// <summary>Horses 1 to <paramref name="declared"/> were declared and were to start.</summary>
    public static FinishedRace Run(RaceResult? result, int declared = 12) =>
        new()
        {
            Result = result,
            Declared = declared,
            Starters = [.. Enumerable.Range(1, declared)],
        };

    public static WinPrice[] Close(params (int Number, double Odds)[] prices) =>
        [.. prices.Select(price => new WinPrice(price.Number, new Odds(price.Odds)))];

    /// <summary>The outcome of the only leg.</summary>
    public static LegOutcome Settle(BetType bet, int[] numbers, RaceResult? result, int declared = 12, bool closingOdds = false) =>
        new TicketSettler(closingOdds: closingOdds).Settle(Ticket(bet, 2, numbers), Run(result, declared)).Legs.Single().Outcome;

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
