using Hippique.Gpi.Guards;

namespace Hippique.Explaining;

/// <summary>What a guard measured and asked, in the unit of its quantity.</summary>
internal sealed class GuardWords(AccountWords words)
{
    private const string None = "–";

    /// <summary>Name, code, what was measured and asked, and the remark, as far as there are any: one sentence.</summary>
    public string Sentence(GuardVerdict guard) => words.Get("guard_sentence", words.Guard(guard.Code), guard.Code.Text(), Finding(guard));

    /// <summary>The same; one that refuses also says what it stops.</summary>
    public string Told(GuardVerdict guard) =>
        guard.Passed
            ? Sentence(guard)
            : words.Get("guard_sentence_refused", words.Guard(guard.Code), guard.Code.Text(), Finding(guard), words.Verdict(guard));

    /// <summary>What was measured and asked, and the remark.</summary>
    public string Finding(GuardVerdict guard)
    {
        var parts = new List<string>();
        if (guard is { Value: { } value, Threshold: { } threshold })
            parts.Add(words.Get("guard_measured", Amount(guard, value), Threshold(guard, threshold)));
        else if (guard.Value is { } alone)
            parts.Add(words.Get("guard_measured_alone", Amount(guard, alone)));
        if (guard.Note is { } note)
            parts.Add(words.Note(note));
        if (parts.Count == 0)
            parts.Add(words.Get(guard.Passed ? "guard_met" : "guard_not_met"));
        return string.Join(", ", parts);
    }

    /// <summary>What was measured; a dash if there was nothing.</summary>
    public string Value(GuardVerdict? guard) => guard?.Value is { } value ? Amount(guard, value) : None;

    /// <summary>What was asked; a dash if that has no number.</summary>
    public string Threshold(GuardVerdict? guard) => guard?.Threshold is { } low ? Threshold(guard, low) : None;

    private string Threshold(GuardVerdict guard, double low) =>
        guard.ThresholdHigh is { } high ? $"{Amount(guard, low)} – {Amount(guard, high)}" : Amount(guard, low);

    /// <summary>Profits and shares in percent, money in euros, ages in minutes, the rest as it is.</summary>
    private string Amount(GuardVerdict guard, double value) =>
        guard switch
        {
            // Bets are counted until there are enough of them.
            { Code: GuardCode.ClvGate, Note: GuardNote.Remark { Value: GuardRemark.TooFewBets } } => words.Number(value, "0"),
            { Code: GuardCode.Limits, Note: GuardNote.Remark { Value: GuardRemark.RacesAtRacecourse } } => words.Number(value, "0"),
            { Code: GuardCode.Limits or GuardCode.BudgetMax or GuardCode.PayoutMinCombo } => words.Number(value, "0.00 €"),
            { Code: GuardCode.RoiMinSp or GuardCode.EvMinSp or GuardCode.EvMinCombo or GuardCode.EvMinGlobal or GuardCode.ClvGate } =>
                words.Percent(value),
            { Code: GuardCode.OddsCoverage or GuardCode.JeCoverage or GuardCode.RorMax or GuardCode.SameField } => words.Number(
                value,
                "0.0 %"
            ),
            // Rounded up: an age that is refused is not shown as the age that is allowed.
            { Code: GuardCode.OddsFresh } => words.Number(Math.Ceiling(Math.Max(0, (value * 10) - 1e-9)) / 10, "0.#"),
            _ => words.Number(value, "0.###"),
        };
}
