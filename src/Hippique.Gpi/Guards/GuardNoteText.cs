using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Guards;

/// <summary>The texts by which files hold a <see cref="GuardNote"/>, in both directions. A text never changes: older files hold it.</summary>
internal static partial class GuardNoteText
{
    private const string Refused = "payout_calibration_insufficient";

    private static readonly FrozenDictionary<GuardRemark, string> Texts = new Dictionary<GuardRemark, string>
    {
        [GuardRemark.CountryNotPublished] = "not published",
        [GuardRemark.NoOperatorPrice] = "no operator's price",
        [GuardRemark.NotSold] = "not sold",
        [GuardRemark.CountryNotPlayed] = "country",
        [GuardRemark.Cancelled] = "cancelled",
        [GuardRemark.NotOpen] = "not open at the source",
        [GuardRemark.NoPrice] = "no price",
        [GuardRemark.PlayedWithoutDrift] = "degraded: no drift",
        [GuardRemark.NoH30] = "no H-30",
        [GuardRemark.UnknownPeopleAllowed] = "allow_je_na: factor 1 for the unknown",
        [GuardRemark.WinBook] = "win",
        [GuardRemark.PlaceBook] = "place",
        [GuardRemark.WinBookInstead] = "win book: no place odds",
        [GuardRemark.PlaceBookPerPlace] = "place book / places paid",
        [GuardRemark.TooFewBets] = "too few bets to judge",
        [GuardRemark.TooFewHorses] = "fewer than two horses pass as singles",
        [GuardRemark.CombinedNotSold] = "not_sold",
        [GuardRemark.NoGrowth] = "growth",
        [GuardRemark.PricedByPool] = "priced by what the pool shows",
        [GuardRemark.PayoutCalibrationInsufficient] = Refused,
        [GuardRemark.NoCoverageOfWinBets] = "win bets: none",
        [GuardRemark.NoSingles] = "no singles",
        [GuardRemark.NoStarterInWindow] = "no starter in the window",
        [GuardRemark.BestInWindow] = "the best of the window",
        [GuardRemark.HomogeneousField] = "homogeneous field",
        [GuardRemark.NoCombinedTicket] = "no combined ticket",
        [GuardRemark.NoTicket] = "no ticket",
        [GuardRemark.Race] = "race",
        [GuardRemark.Day] = "day",
        [GuardRemark.DayKellyReduced] = "day: the Kelly fraction falls",
        [GuardRemark.Week] = "week",
        [GuardRemark.DayLosses] = "losses of the day",
        [GuardRemark.WeekLosses] = "losses of the week",
        [GuardRemark.RacesAtRacecourse] = "races at the racecourse",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, GuardRemark> Remarks = Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string Write(GuardNote note) =>
        note switch
        {
            GuardNote.Remark remark => Texts[remark.Value],
            GuardNote.CountryOf country => country.Code,
            GuardNote.Starter starter => Invariant($"n° {starter.Number}"),
            GuardNote.BestOfWindow best => Invariant($"the best of the window: n° {best.Number}"),
            GuardNote.TooFewLegs few => Invariant($"{few.Legs} of {few.Needed} legs"),
            GuardNote.PayoutFit fit => Invariant($"bias {fit.Bias:0.000}, width {fit.Width:0.000}"),
            GuardNote.PayoutRefused refused => $"{Refused}: {refused.Measure.ToString().ToLowerInvariant()}",
            GuardNote.FieldChanged changed => "changed: n° " + string.Join(", ", changed.Numbers.Select(number => Invariant($"{number}"))),
            GuardNote.Other other => other.Text,
            _ => throw new ArgumentOutOfRangeException(nameof(note), note.GetType(), "no text"),
        };

    /// <summary>The note that is written as <paramref name="text"/>, whatever the text.</summary>
    public static GuardNote Read(string text)
    {
        if (Remarks.TryGetValue(text, out var remark))
            return remark;
        // What would be written otherwise must keep its bytes.
        return Parse(text) is { } note && Write(note) == text ? note : new GuardNote.Other(text);
    }

    private static GuardNote? Parse(string text)
    {
        if (Country().IsMatch(text))
            return new GuardNote.CountryOf(text);
        if (Starter().Match(text) is { Success: true } starter)
            return new GuardNote.Starter(Integer(starter, 1));
        if (Best().Match(text) is { Success: true } best)
            return new GuardNote.BestOfWindow(Integer(best, 1));
        if (Legs().Match(text) is { Success: true } legs)
            return new GuardNote.TooFewLegs(Integer(legs, 1), Integer(legs, 2));
        if (Fit().Match(text) is { Success: true } fit)
            return new GuardNote.PayoutFit(Number(fit, 1), Number(fit, 2));
        if (RefusedPayout().Match(text) is { Success: true } refused)
            return Enum.TryParse<PayoutMeasure>(refused.Groups[1].Value, ignoreCase: true, out var measure)
                ? new GuardNote.PayoutRefused(measure)
                : null;
        return Changed().Match(text) is { Success: true } changed ? new GuardNote.FieldChanged(Integers(changed.Groups[1])) : null;
    }

    private static int[] Integers(Group list) =>
        [.. list.Value.Split(", ").Select(number => int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture))];

    private static int Integer(Match match, int group) =>
        int.Parse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static double Number(Match match, int group) =>
        double.Parse(match.Groups[group].Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex("^[A-Z]{2,3}$")]
    private static partial Regex Country();

    [GeneratedRegex("^n° ([0-9]{1,9})$")]
    private static partial Regex Starter();

    [GeneratedRegex("^the best of the window: n° ([0-9]{1,9})$")]
    private static partial Regex Best();

    [GeneratedRegex("^([0-9]{1,9}) of ([0-9]{1,9}) legs$")]
    private static partial Regex Legs();

    [GeneratedRegex(@"^bias (-?[0-9]+\.[0-9]{3}), width (-?[0-9]+\.[0-9]{3})$")]
    private static partial Regex Fit();

    [GeneratedRegex("^payout_calibration_insufficient: ([a-z]+)$")]
    private static partial Regex RefusedPayout();

    [GeneratedRegex("^changed: n° ([0-9]{1,9}(?:, [0-9]{1,9})*)$")]
    private static partial Regex Changed();
}
