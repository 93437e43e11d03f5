using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>Amounts, days and words as French sites and spreadsheets write them.</summary>
internal static partial class BetCells
{
    private static readonly string[] Days = ["yyyy-M-d", "d/M/yyyy", "d/M/yy", "d-M-yyyy", "d.M.yyyy", "yyyy/M/d"];

    /// <summary>Of a mise that an account shows as money that went out.</summary>
    private const NumberStyles Signed = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary><c>2,50 €</c>, <c>2.50</c>, <c>1 250,00</c>, <c>1.250,00</c>, <c>-2,00 EUR</c>; a dash alone is 0.</summary>
    public static ParseResult<Euro> Amount(string text)
    {
        var plain = Money().Replace(text, "");
        if (plain is "-" or "–")
            return ParseResult<Euro>.Ok(Euro.Zero);
        var (comma, point) = (plain.LastIndexOf(','), plain.LastIndexOf('.'));
        // If both stand there, the last one is before the cents.
        if (comma >= 0 && point >= 0)
            plain = comma > point ? plain.Replace(".", "", StringComparison.Ordinal) : plain.Replace(",", "", StringComparison.Ordinal);
        plain = plain.Replace(',', '.');
        // A thousand and a cent look alike if three digits stand behind a point: nothing is guessed.
        if (plain.LastIndexOf('.') is >= 0 and var cents && plain.Length - cents > 3)
            return ParseResult<Euro>.Fail($"'{Quoted.Short(text)}' is no amount in euros, such as 2,50");
        return decimal.TryParse(plain, Signed, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 10_000_000
            ? ParseResult<Euro>.Ok(new Euro(amount))
            : ParseResult<Euro>.Fail($"'{Quoted.Short(text)}' is no amount in euros, such as 2,50");
    }

    /// <summary>Null if there are none: a dash, 0, or 1.</summary>
    public static ParseResult<double?> Odds(string text)
    {
        var plain = Money().Replace(text, "").Replace(',', '.');
        if (plain is "-" or "–")
            return ParseResult<double?>.Ok(null);
        return
            double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var odds) && odds is >= 0 and < 100_000
            ? ParseResult<double?>.Ok(odds > 1 ? odds : null)
            : ParseResult<double?>.Fail($"'{Quoted.Short(text)}' are no odds, such as 4,2");
    }

    /// <summary>A day, and the instant if a time on the Paris clock stands beside it: <c>03/02/2026</c>, <c>2026-02-03 14:35</c>, <c>03/02/2026 à 14h35</c>, <c>2026-02-03T13:35:00Z</c>.</summary>
    public static ParseResult<(DateOnly Day, DateTimeOffset? At)> Day(string text)
    {
        if (Zoned().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant))
            return ParseResult<(DateOnly, DateTimeOffset?)>.Ok((ParisTime.DayOf(instant), instant.ToUniversalTime()));
        var match = DayAndTime().Match(text);
        if (
            !match.Success
            || !DateOnly.TryParseExact(match.Groups[1].Value, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        )
            return ParseResult<(DateOnly, DateTimeOffset?)>.Fail($"'{Quoted.Short(text)}' is no date, such as 2026-02-03 or 03/02/2026");
        if (match.Groups[2].Length == 0)
            return ParseResult<(DateOnly, DateTimeOffset?)>.Ok((day, null));
        var (hour, minute) = (Number(match.Groups[2]), Number(match.Groups[3]));
        return hour < 24 && minute < 60
            ? ParseResult<(DateOnly, DateTimeOffset?)>.Ok((day, ParisTime.At(day, new TimeOnly(hour, minute)).ToUniversalTime()))
            : ParseResult<(DateOnly, DateTimeOffset?)>.Fail($"'{Quoted.Short(text)}' is no date, such as 2026-02-03 or 03/02/2026");
    }

    /// <summary>Null for words that say nothing of how it ended, such as an arrival.</summary>
    public static ToldOutcome? Outcome(string text) =>
        Names.Race(text) switch
        {
            "GAGNE" or "GAGNANT" or "GAGNEE" or "WON" or "PAYE" => ToldOutcome.Won,
            "PERDU" or "PERDANT" or "PERDUE" or "LOST" => ToldOutcome.Lost,
            "REMBOURSE" or "REMBOURSEE" or "REFUNDED" or "ANNULE" or "ANNULEE" => ToldOutcome.Refunded,
            "EN COURS" or "EN ATTENTE" or "OUVERT" or "OPEN" or "PENDING" or "UNSETTLED" => ToldOutcome.Open,
            _ => null,
        };

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\s\u00a0\u202f€]|EUR|eur")]
    private static partial Regex Money();

    [GeneratedRegex(@"^\s*\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})\s*$")]
    private static partial Regex Zoned();

    [GeneratedRegex(
        @"^\s*([0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4})(?:[T\s]\s*(?:à\s+)?([0-9]{1,2})\s*[:hH]\s*([0-9]{2})(?::[0-9.]+)?)?\s*$"
    )]
    private static partial Regex DayAndTime();
}

/// <summary>What a file says of the end of a bet.</summary>
internal enum ToldOutcome
{
    Won,
    Lost,
    Refunded,
    Open,
}
