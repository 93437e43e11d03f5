using System.Globalization;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Orchestration.Balances;

/// <summary>The groups of a balance: a code for each bet, and the order in which they are shown.</summary>
internal static class BalanceKeys
{
    /// <summary>Upper ends of the bands of odds; those in which prices were measured to move alike until the close.</summary>
    private static readonly int[] OddsEnds = [3, 6, 12, 25, 60];

    /// <summary>The same of chances, in percent: narrow where most bets are.</summary>
    private static readonly int[] ChanceEnds = [5, 10, 15, 20, 30, 40, 50];

    /// <summary>Of what is not known of a bet: an imported one says little of its race, and claims nothing.</summary>
    public const string Unknown = "unknown";

    public static string Of(BookedBet bet, BalanceBy by) => KeyOf(bet, by) is { Length: > 0 } key ? key : Unknown;

    private static string KeyOf(BookedBet bet, BalanceBy by) =>
        by switch
        {
            BalanceBy.Bet => Code(bet.BetType),
            BalanceBy.Pool => bet.Pool.Code(),
            BalanceBy.Discipline => Code(bet.Discipline),
            BalanceBy.Racecourse => Names.Racecourse(bet.Meeting),
            BalanceBy.Odds => bet.Odds is { } odds ? Band(odds, OddsEnds) : Unknown,
            BalanceBy.Probability => bet.Bet.Probability is { } chance ? Band(chance * 100, ChanceEnds) : Unknown,
            BalanceBy.Rules => bet.Rules,
            BalanceBy.Weekday => Code(bet.Race.Date.DayOfWeek),
            BalanceBy.Month => bet.Race.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
        };

    /// <summary>Bands of odds and days of the week have an order of their own; all else is in that of its code.</summary>
    public static IEnumerable<BalanceGroup> InOrder(IEnumerable<BalanceGroup> groups, BalanceBy by) =>
        by switch
        {
            BalanceBy.Odds => groups.OrderBy(group => Place(group.Key, OddsEnds)),
            BalanceBy.Probability => groups.OrderBy(group => Place(group.Key, ChanceEnds)),
            BalanceBy.Weekday => groups.OrderBy(group => ((int)Enum.GetValues<DayOfWeek>().First(day => Code(day) == group.Key) + 6) % 7),
            _ => groups.OrderBy(group => group.Key, StringComparer.Ordinal),
        };

    /// <param name="value">What lies in the band.</param>
    /// <param name="ends">Upper ends, ascending, which belong to the next band.</param>
    private static string Band(double value, int[] ends)
    {
        var at = Array.FindIndex(ends, end => value < end);
        return at switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"<{ends[0]}"),
            < 0 => string.Create(CultureInfo.InvariantCulture, $">={ends[^1]}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{ends[at - 1]}-{ends[at]}"),
        };
    }

    /// <summary>What is not known stands last.</summary>
    private static int Place(string band, int[] ends) =>
        band == Unknown ? ends.Length + 1 : Array.FindIndex([.. ends.Append(int.MaxValue)], end => Band(end - 0.5, ends) == band);

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
