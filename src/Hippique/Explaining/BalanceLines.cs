using System.Globalization;
using Hippique.Gpi.Balances;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>A balance in words, at most 80 characters a line.</summary>
internal sealed class BalanceLines(CultureInfo culture)
{
    private readonly AccountWords _words = new(culture);

    /// <summary>Which months and races it is of, and what has to be said first.</summary>
    public IEnumerable<string> Head(Balance balance)
    {
        yield return balance.Month is { } month ? _words.Get("bilan_of_month", month) : _words.Get("bilan_of_all");
        if (balance.Simulated)
            yield return _words.Get("tickets_simulated");
        foreach (var path in balance.Changed)
        foreach (var line in Wrap(_words.Get("bilan_changed", path)))
            yield return line;
        if (balance.ModelledPrices)
            foreach (var line in Wrap(_words.Get("tickets_modelled")))
                yield return line;
        // Who has imported bets and was proposed nothing plays on no paper.
        if (balance.PaperMode && (balance.Imported is null || balance.Paper.Totals.Tickets > 0))
            foreach (var line in Wrap(_words.Get("paper_mode")))
                yield return line;
        if (balance.Paper.Totals.Tickets == 0 && balance.Imported is null)
            yield return _words.Get("bilan_nothing");
    }

    public IEnumerable<string> Foot(Balance balance) =>
        balance.SaidAfterOff > 0 ? Wrap(_words.Get("bilan_said_after_off", balance.SaidAfterOff)) : [];

    public IEnumerable<string> Of(LedgerBookKind kind, BookBalance book)
    {
        foreach (var line in Wrap(Totals(kind, book.Totals)))
            yield return line;
        foreach (var line in Sentences(book.Figures).SelectMany(text => WrappedText.Of(text, "  ")))
            yield return line;
    }

    /// <summary>A group as a row of a table.</summary>
    public string[] Row(BalanceGroup group, BalanceBy by) =>
        [
            Name(group.Key, by),
            group.Figures.Bets.ToString("#,0", culture),
            group.Figures.Hits.ToString("#,0", culture),
            group.Figures.Staked.Amount.ToString("#,0.00", culture),
            group.Figures.Profit.Amount.ToString("+#,0.00;-#,0.00;0.00", culture),
            _words.Percent(group.Figures.Roi),
            group.Figures.Interval is { } interval ? _words.Get("bilan_range", interval.Low * 100, interval.High * 100) : "–",
        ];

    /// <summary>A group in the user's words.</summary>
    public string Name(string key, BalanceBy by) =>
        by switch
        {
            _ when key == "unknown" => "–",
            BalanceBy.Bet => _words.Get($"bet_{key}"),
            BalanceBy.Discipline => _words.Get($"discipline_{key}"),
            BalanceBy.Weekday => culture.DateTimeFormat.DayNames[
                Array.FindIndex(Enum.GetNames<DayOfWeek>(), day => day.Equals(key, StringComparison.OrdinalIgnoreCase))
            ],
            BalanceBy.Odds => _words.Get("bilan_odds", Band(key)),
            BalanceBy.Probability => _words.Get("bilan_probability", Band(key)),
            _ => key,
        };

    private static string Band(string key) =>
        key.Replace("<", "< ", StringComparison.Ordinal).Replace(">=", "≥ ", StringComparison.Ordinal);

    /// <summary>What the bets of a book came to, a sentence each; none if there are none.</summary>
    public IEnumerable<string> Sentences(BalanceFigures figures)
    {
        if (figures.Bets == 0)
            yield break;
        yield return figures.Interval is { } interval
            ? _words.Get("bilan_roi", _words.Percent(figures.Roi), Interval(interval), figures.Bets, figures.Days)
            : _words.Get("bilan_roi_alone", _words.Percent(figures.Roi), figures.Bets);
        if (figures.Interval is { Low: <= 0, High: >= 0 })
            yield return figures.BetsMissing is > 0 and var missing ? _words.Get("bilan_needed", missing) : _words.Get("bilan_luck");
        if (figures.ClaimedProfit is { } claimed)
            yield return _words.Get("bilan_claimed", _words.Percent(figures.Claimed), claimed.Amount, figures.Profit.Amount);
        yield return figures.ExpectedHitRate is { } expected
            ? _words.Get("bilan_hits", figures.Hits, figures.HitRate, expected)
            : _words.Get("bilan_hits_alone", figures.Hits, figures.HitRate);
        yield return figures.LosingRunChance is { } chance
            ? _words.Get("bilan_runs", _words.Money(figures.Drawdown), figures.LongestLosingRun, chance)
            : _words.Get("bilan_runs_alone", _words.Money(figures.Drawdown), figures.LongestLosingRun);
        if (figures.ClosingLine is { } line)
            yield return line.Interval is { } range
                ? _words.Get("bilan_closing", _words.Percent(line.Mean), Interval(range), line.Bets)
                : _words.Get("bilan_closing_alone", _words.Percent(line.Mean), line.Bets);
    }

    private string Interval(BalanceInterval interval) =>
        _words.Get("bilan_interval", _words.Percent(interval.Low), _words.Percent(interval.High));

    /// <summary>Tickets and money of a book in one sentence.</summary>
    public string Totals(LedgerBookKind kind, LedgerTotals totals)
    {
        var said = _words.Get(
            kind == LedgerBookKind.Imported ? "bilan_totals_imported" : "bilan_totals",
            Book(kind),
            totals.Tickets,
            totals.Staked.Amount,
            totals.Returned.Amount,
            totals.Profit.Amount
        );
        if (totals.Refunded > Euro.Zero)
            said += _words.Get("serve_comma") + _words.Get("bilan_refunded", _words.Money(totals.Refunded));
        if (totals.Open > Euro.Zero)
            said += _words.Get("serve_comma") + _words.Get("bilan_open", _words.Money(totals.Open));
        return said;
    }

    private string Book(LedgerBookKind kind) => _words.Get($"bilan_book_{kind.ToString().ToLowerInvariant()}");

    private static IEnumerable<string> Wrap(string text) => WrappedText.Of(text, "");
}
