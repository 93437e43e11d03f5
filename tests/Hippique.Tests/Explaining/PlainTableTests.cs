using Hippique.Explaining;

namespace Hippique.Tests.Explaining;

public sealed class PlainTableTests
{
    private static readonly string[][] Rows =
    [
        ["No.", "Horse", "Price"],
        ["1", "TEMPÊTE DU VIEUX PHARE", "12.50"],
        ["14", "ORME", "3.10"],
    ];

    [Fact]
    public void Names_stand_left_and_figures_right() =>
        PlainTable
            .Of(Rows, 80)
            .ShouldBe(["No.  Horse                   Price", "  1  TEMPÊTE DU VIEUX PHARE  12.50", " 14  ORME                     3.10"]);

    [Fact]
    public void A_table_that_is_too_wide_shortens_names_and_no_figure() =>
        PlainTable.Of(Rows, 24).ShouldBe(["No.  Horse         Price", "  1  TEMPÊTE DU …  12.50", " 14  ORME           3.10"]);

    [Fact]
    public void A_name_is_not_shortened_to_nothing() => PlainTable.Of(Rows, 10).First().ShouldBe("No. Horse    Price");

    [Fact]
    public void Figures_stand_closer_together_before_one_is_lost() =>
        PlainTable
            .Of(
                [
                    ["No.", "Win", "Place"],
                    ["1", "0.3336", "0.6493"],
                ],
                17
            )
            .ShouldBe(["No.    Win  Place", "  1 0.3336 0.6493"]);
}
