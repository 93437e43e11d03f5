using System.Globalization;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Invented results of the invented race.</summary>
internal static class InventedResults
{
    /// <summary>Official in ZEturf's pool; <c>1 2=3</c>: 1 first, 2 and 3 together second.</summary>
    public static RaceResult Arrival(string order, params Dividend[] dividends) =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival =
            [
                .. order
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(place =>
                        (IReadOnlyList<int>)[.. place.Split('=').Select(horse => int.Parse(horse, CultureInfo.InvariantCulture))]
                    ),
            ],
            NonRunners = [],
            Dividends = dividends,
        };

    /// <summary>Without an arrival.</summary>
    public static RaceResult Ended(ResultState state) => Arrival("") with { State = state };

    public static Dividend Win(int horse, decimal paid) => new(BetType.SimpleGagnant, [horse], paid);

    public static Dividend Place(int horse, decimal paid) => new(BetType.SimplePlace, [horse], paid);

    public static WinPrice[] Close(params (int Number, double Odds)[] prices) =>
        [.. prices.Select(price => new WinPrice(price.Number, new Odds(price.Odds)))];
}
