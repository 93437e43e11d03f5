using System.Globalization;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.Recognition;

namespace Hippique.Commands;

/// <summary>A saved answer of PMU on the money in its pools, or on what they are expected to pay, as tables for a reader.</summary>
internal sealed class ParsedPoolsView(Screen screen)
{
    private static readonly AccountWords Words = new(Texts.Culture);

    public void Show(SavedPage page)
    {
        if (page.Money is { } money)
            ShowMoney(money);
        if (page.Totals is { } totals)
            ShowTotals(totals);
        if (page.Probable is { } probable)
            ShowProbable(probable);
    }

    private void ShowMoney(PmuMoney money)
    {
        foreach (var (pool, stakes) in money.Pools)
        {
            foreach (var bet in stakes)
            {
                var total = bet.Total is { } all ? Money(all) : Texts.Get("parse_total_unknown");
                screen.Say(Texts.Get("parse_money", NameOf(pool), Words.Bet(bet.Bet), total, Moment(bet.At)));
                screen.Table(
                    ["<parse_column_combination", "parse_column_stake", "parse_column_part"],
                    bet.Stakes.Select(stake =>
                        (IReadOnlyList<string>)[string.Join('-', stake.Numbers), Money(stake.Amount), Part(stake.Amount, bet.Total)]
                    )
                );
            }
        }
        if (money.Pools.Count == 0)
            screen.Say(Texts.Get("parse_money_none"));
        Notes(money.Notes);
    }

    // By PMU's names: bets that the program has no word for are among them.
    private void ShowTotals(PmuTotals totals) =>
        screen.Table(
            ["<parse_column_bet", "parse_column_total"],
            totals.Cents.Select(total => (IReadOnlyList<string>)[total.Key, Money(Euro.FromCents(total.Value))])
        );

    private void ShowProbable(PmuProbable probable)
    {
        screen.Say(Texts.Get("parse_probable", NameOf(probable.Pool), Words.Bet(probable.Bet), Moment(probable.At)));
        if (probable.Place.Count > 0)
            screen.Table(
                ["parse_column_number", "parse_column_low", "parse_column_high"],
                probable.Place.Select(place =>
                    (IReadOnlyList<string>)
                        [place.Number.ToString(CultureInfo.InvariantCulture), Words.Odds(place.Range.Low), Words.Odds(place.Range.High)]
                )
            );
        else if (probable.Pairs.Count > 0)
            screen.Table(
                ["<parse_column_combination", "parse_column_per_euro"],
                probable.Pairs.Select(pair => (IReadOnlyList<string>)[string.Join('-', pair.Numbers), Words.Odds(pair.Odds.Value)])
            );
        else
            screen.Say(Texts.Get("parse_probable_none"));
        Notes(probable.Notes);
    }

    private void Notes(IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
            screen.Say(Texts.Get("parse_note", ProblemText.Of(KeptProblem.Of(note))));
    }

    private static string NameOf(Pool pool) => Texts.Get($"parse_pool_{pool.Code()}");

    private static string Money(Euro amount) => amount.Amount.ToString("#,0.00 €", Texts.Culture);

    private static string Part(Euro amount, Euro? total) =>
        total is { Amount: > 0 } all ? (amount.Amount / all.Amount).ToString("0.0 %", Texts.Culture) : "";

    private static string Moment(DateTimeOffset? at) =>
        at is { } stamp
            ? ParisTime.ToParis(stamp).ToString("dd/MM HH:mm:ss", CultureInfo.InvariantCulture)
            : Texts.Get("parse_time_unknown");
}
