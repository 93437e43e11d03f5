using System.Globalization;
using Hippique.Explaining;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>The money and the place prices that today's looks have seen, a line for each race and pool.</summary>
internal static class PlanMoneyLines
{
    // The most likely ones; the others stand in cotes.csv.
    private const int Horses = 4;

    public static IEnumerable<string> Of(IReadOnlyList<PlanViewRace> races, CultureInfo culture)
    {
        var words = new AccountWords(culture);
        return races
            .SelectMany(race => (race.Money ?? []).Select(money => Line(race.Id.Code, money, words)))
            .SelectMany(line => WrappedText.Of(line, ""));
    }

    private static string Line(RaceCode race, SeenMoney money, AccountWords words)
    {
        var phase = money.Phase == Phase.H30 ? "H-30" : "H-5";
        var line = words.Get("plan_money", race, phase, money.Pool.Code(), words.RoundMoney(money.Win), words.RoundMoney(money.Place));
        if (money.Places.Count == 0)
            return line;
        var cheapest = money
            .Places.OrderBy(price => price.Range.Typical)
            .ThenBy(price => price.Number)
            .Take(Horses)
            .Select(price => words.Get("plan_money_place", price.Number, price.Range.Low, price.Range.High));
        return words.Get("plan_money_and_places", line, string.Join(" · ", cheapest));
    }
}
