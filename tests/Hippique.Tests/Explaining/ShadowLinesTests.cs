using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi.Balances;
using Hippique.Orchestration.Shadow;

namespace Hippique.Tests.Explaining;

/// <summary>What a player is told of the books on paper.</summary>
public sealed class ShadowLinesTests
{
    private static readonly DateOnly First = new(2031, 3, 1);

    [Fact]
    public void Foot_SaysForEachBookWhetherTheDifferenceIsMoreThanLuck()
    {
        var said = Foot(
            "en-GB",
            [
                Row("gpi-v5.1", null),
                Row("gpi-edge", ShadowVerdict.Luck),
                Row("gpi-v5.2", ShadowVerdict.MoreThanLuck),
                Row("model-mine", ShadowVerdict.Same),
            ],
            3
        );

        said.ShouldContain("gpi-edge: +0.12 € a day against gpi-v5.1 [-0.50 €, +0.74 €] over the same 28 days: no more than luck may do");
        said.ShouldContain("gpi-v5.2: +0.12 € a day against gpi-v5.1 [-0.50 €, +0.74 €] over the same 28 days: more than luck");
        said.ShouldContain("model-mine did the same as gpi-v5.1 on 28 days.");
        said.ShouldContain("3 comparisons: one in twenty looks different by chance, here about 0.15.");
        said.ShouldContain("Holm's method");
        said.ShouldContain("Default: gpi-v5.1 (gpi-v5.1, model racing), in use since 1 March 2031 or earlier.");
    }

    /// <summary>Nobody picks by hindsight unnoticed.</summary>
    [Fact]
    public void Foot_DefaultThatWasChosenWithinTheTime_SaysWhenAndWhatItWasBefore()
    {
        var said = Foot(
            "fr-FR",
            [Row("gpi-edge", null)],
            0,
            [Period("gpi-v5.1", First, First.AddDays(12)), Period("gpi-edge", First.AddDays(13), First.AddDays(27))]
        );

        said.ShouldContain("La référence a été choisie le 14 mars 2031 : gpi-edge (gpi-edge, modèle racing).");
        said.ShouldContain("ne prouve rien pour elle");
        said.ShouldContain("Du 1er mars 2031 au 13 mars 2031, c’était gpi-v5.1, modèle racing.");
    }

    [Fact]
    public void Foot_WhatIsNoTest_IsSaidOnceForAllBooksAlike()
    {
        var rows = new[] { Row("a", null), Row("b", ShadowVerdict.TooFewDays) }
            .Select(row => row with { Fitted = 2, Afterwards = 1 })
            .ToList();

        var said = Foot("en-GB", rows, 0);

        said.ShouldContain("b: 28 days in common with the default; under ten nothing is said.");
        said.ShouldContain("a, b: fitted on the races of 2 days, which are no test of the model.");
        said.ShouldContain("a, b: 1 day was gone through more than three weeks later, by rules that may know what came.");
    }

    private static string Foot(string culture, List<ShadowRow> rows, int comparisons, IReadOnlyList<ShadowPeriod>? inUse = null)
    {
        var lines = new ShadowLines(CultureInfo.GetCultureInfo(culture))
            .Foot(
                new ShadowReport
                {
                    From = First,
                    To = First.AddDays(27),
                    Days = 28,
                    Default = rows[0].Book,
                    InUse = inUse ?? [Period(rows[0].Book, First, First.AddDays(27))],
                    Comparisons = comparisons,
                    Books = rows,
                    Changed = [],
                }
            )
            .ToList();
        lines.ShouldAllBe(line => line.Length <= 80);
        return string.Join(' ', lines.Select(line => line.Trim()));
    }

    private static ShadowPeriod Period(string book, DateOnly from, DateOnly to) =>
        new()
        {
            Book = book,
            Rules = book,
            RulesVersion = "0123456789ab",
            Model = "racing",
            ModelVersion = "ba9876543210",
            From = from,
            To = to,
        };

    private static ShadowRow Row(string book, ShadowVerdict? verdict) =>
        new()
        {
            Book = book,
            Versions = [Period(book, First, First.AddDays(27))],
            Figures = BalanceFigures.Of([]),
            Open = 0,
            Covered = 28,
            Filled = 28,
            Afterwards = 0,
            Fitted = 0,
            Difference = verdict is { } found
                ? new ShadowDifference
                {
                    Days = 28,
                    PerDay = .12,
                    Interval = new BalanceInterval(-.5, .74),
                    Chance = .64,
                    Adjusted = 1,
                    Verdict = found,
                }
                : null,
        };
}
