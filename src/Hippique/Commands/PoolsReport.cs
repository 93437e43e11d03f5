using System.Text.Json;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Hosting;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>The evidence on bets that are priced from stakes, as <c>evaluate --pools</c> prints it: tables first, then what they show in plain words, and what is not in them.</summary>
internal sealed class PoolsReport(Screen screen)
{
    private const string Percent = "+0 %;-0 %;0 %";
    private const string Points = "+0;-0;0";
    private const string Tenths = "+0.0 %;-0.0 %;0.0 %";

    public void Write(PoolsEvaluation result)
    {
        foreach (var table in result.Tables)
            Write(table);
        if (result.Tables.Count == 0)
            screen.Say(Texts.Get("pools_nothing"));
        if (result.RecordedDays is { } days)
            screen.Say(Texts.Get("pools_days", days));
        LeftOut(result);
        screen.Say(Texts.Get("pools_model", result.Model));
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
    }

    private void Write(PoolTable table)
    {
        screen.Say(
            Texts.Get(
                table.Moment == PriceMoment.H5 ? "pools_title_h5" : "pools_title_close",
                table.Pool.Code(),
                table.All.Bets,
                table.Races,
                table.Days,
                table.From,
                table.To,
                Texts.Get(Key(table.Bet))
            )
        );
        screen.Table(
            ["<pools_column_ev", "pools_column_bets", "pools_column_claimed", "<pools_column_flat", "<pools_column_by_price"],
            [
                .. table.Bands.Select(row => Cells(Band(row), row)),
                Cells(Texts.Get("pools_positive"), table.Positive),
                Cells(Texts.Get("pools_all"), table.All),
            ]
        );
        screen.Say(Positive(table.Positive));
        if (table.All.Flat?.ClaimHolds == false)
            screen.Say(Texts.Get("pools_claim_outside"));
        screen.Say(Crowd(table));
        foreach (var check in table.Arithmetic)
            screen.Say(
                table.Bet == BetType.SimplePlace
                    ? Texts.Get("pools_arithmetic", check.Places, check.Exact, check.Known, check.Near)
                    : Texts.Get("pools_arithmetic_pairs", check.Known, check.Exact, check.Near)
            );
        if (table.Arithmetic.Count > 0)
            screen.Say(Texts.Get("pools_arithmetic_why"));
        screen.Out.WriteLine();
        if (table.Ratios.Count > 0)
            Ratios(table);
    }

    private void Ratios(PoolTable table)
    {
        screen.Say(Texts.Get("pools_ratio_title"));
        screen.Table(
            ["<pools_column_ratio", "pools_column_bets", "pools_column_claimed", "<pools_column_flat", "<pools_column_by_price"],
            table.Ratios.Select(row => Cells(Ratio(row), row))
        );
        screen.Out.WriteLine();
    }

    private static string[] Cells(string name, PoolRow row) =>
        [
            name,
            row.Bets.ToString("#,0", Texts.Culture),
            row.Flat is { } flat ? In(flat.Claimed, Percent) : "–",
            Returned(row.Flat),
            Returned(row.ByPrice),
        ];

    private static string Returned(PoolReturn? value) =>
        value is null
            ? "–"
            : Texts.Get(
                "pools_returned",
                In(value.Returned.Mean, Percent),
                In(100 * value.Returned.Low, Points),
                In(100 * value.Returned.High, Points)
            );

    private static string Band(PoolRow row) => Between(row, value => In(100 * value, Points), " %");

    private static string Ratio(PoolRow row) => Between(row, value => In(value, "0.0#"), "");

    private static string Between(PoolRow row, Func<double, string> text, string unit) =>
        (row.Low, row.High) switch
        {
            (null, { } high) => Texts.Get("pools_below", text(high) + unit),
            ({ } low, null) => Texts.Get("pools_from", text(low) + unit),
            ({ } low, { } high) => Texts.Get("pools_between", text(low), text(high) + unit),
            _ => Texts.Get("pools_all"),
        };

    /// <summary>What the bets that seemed to gain came to, and whether that shows anything.</summary>
    private static string Positive(PoolRow row)
    {
        if (row.Flat is not { } flat)
            return Texts.Get("pools_positive_none");
        var said = Texts.Get(
            "pools_positive_said",
            row.Bets,
            flat.Returned.Days,
            In(flat.Claimed, Percent),
            In(flat.Returned.Mean, Percent),
            In(flat.Returned.Low, Percent),
            In(flat.Returned.High, Percent)
        );
        var shown = flat.Verdict switch
        {
            PoolVerdict.Gain => Texts.Get("pools_shown_gain"),
            PoolVerdict.Loss => Texts.Get("pools_shown_loss"),
            _ when flat.IsShort => Texts.Get("pools_shown_short", PoolReturn.FewestBets, MeanInterval.FewestDays),
            _ => Texts.Get("pools_shown_nothing"),
        };
        return $"{said} {shown} {Needed(row)}".TrimEnd();
    }

    private static string Needed(PoolRow row) =>
        row is { BetsNeeded: { } needed, BetsMissing: { } missing }
            ? Texts.Get(missing > 0 ? "pools_needed" : "pools_enough", Math.Ceiling(needed), missing)
            : "";

    private static string Crowd(PoolTable table) =>
        table.Crowd is not { } crowd
            ? ""
            : Texts.Get(
                table.IsNoFreeLunch ? "pools_crowd" : "pools_crowd_wrong",
                In(crowd.Claimed, Tenths),
                In(crowd.Returned.Mean, Tenths),
                In(crowd.Returned.Low, Tenths),
                In(crowd.Returned.High, Tenths),
                table.PaidOut.ToString("0.0 %", Texts.Culture)
            );

    private void LeftOut(PoolsEvaluation result)
    {
        foreach (var moment in result.LeftOut.GroupBy(gap => (gap.Bet, gap.Moment)))
        {
            screen.Say(
                Texts.Get(
                    moment.Key.Moment == PriceMoment.H5 ? "pools_left_out_h5" : "pools_left_out_close",
                    moment.Sum(gap => gap.Races),
                    Texts.Get(Key(moment.Key.Bet))
                )
            );
            foreach (var gap in moment)
                screen.Out.WriteLine(Texts.Get("pools_left_out_why", gap.Races, Texts.Get(Key(gap.Reason))));
        }
    }

    /// <summary>Of the reason's words.</summary>
    internal static string Key(PoolGap gap) => "pools_gap_" + Code(gap);

    private static string Key(BetType bet) => "pools_bet_" + Code(bet);

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string In(double value, string format) => value.ToString(format, Texts.Culture);
}
