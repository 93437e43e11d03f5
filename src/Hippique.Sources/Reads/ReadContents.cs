using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hippique.Racing;
using Hippique.Sources.Figures;

namespace Hippique.Sources.Reads;

/// <summary>What counts as content in each kind of answer. The day itself does not: yesterday's page under today's date is yesterday's.</summary>
internal static class ReadContents
{
    private const int HashLength = 12;

    public static ReadContent Of(Programme programme) =>
        new(
            Day(programme.Date),
            Hash(
                programme.Races.Select(race =>
                    Line($"{race.Link.Code}|{race.Meeting}|{race.Name}|{ParisTime.ToParis(race.Off):HH:mm}|{race.Cancelled}")
                )
            )
        );

    public static ReadContent Of(RaceLink race, IEnumerable<PoolPrices> pools) =>
        new(
            Race(race),
            Hash(
                pools.SelectMany(pool =>
                    pool.Win.OrderBy(price => price.Number).Select(price => Line($"{pool.Pool.Code()}|{price.Number}|{price.Odds.Value:R}"))
                )
            )
        );

    public static ReadContent Of(RaceLink race, RaceResult result) =>
        new(
            Race(race),
            Hash(
                result
                    .Arrival.Select(place => string.Join('=', place))
                    .Concat(result.Dividends.Select(paid => Line($"{paid.Bet}|{string.Join('-', paid.Combination)}|{paid.PerEuro}")))
            )
        );

    public static ReadContent Of(PublishedFigure figure) =>
        new(
            figure.Url,
            Hash(
                new[] { figure.Starts, figure.Wins }
                    .Where(number => number is not null)
                    .Select(number => Line($"{number}"))
                    .Concat(figure.Times.Select(time => Line($"{time.Date:yyyyMMdd}|{time.Discipline}|{time.SecondsPerKm:R}")))
            )
        );

    /// <summary>The pages of a day's races at a site of figures.</summary>
    public static ReadContent Of(DateOnly date, IReadOnlyDictionary<RaceCode, string> pages) =>
        new(Day(date), Hash(pages.Values.Order(StringComparer.Ordinal)));

    private static string Line(FormattableString text) => FormattableString.Invariant(text);

    private static string Day(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Race(RaceLink race) => $"{Day(race.Date)}{race.Code}";

    /// <summary>Null where nothing is said.</summary>
    private static string? Hash(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var any = false;
        foreach (var line in lines)
        {
            any = true;
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }
        return any ? Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength] : null;
    }
}
