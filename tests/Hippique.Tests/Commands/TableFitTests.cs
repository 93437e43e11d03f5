using Hippique.Commands;

namespace Hippique.Tests.Commands;

public sealed class TableFitTests
{
    private static readonly string[][] Rows =
    [
        ["Race", "Racecourse", "Place odds"],
        ["R1C1", "LES HAUTES LANDES DU BOIS", "12.5"],
        ["R1C2", "VALMOREL", "3.1"],
    ];
    private static readonly bool[] Words = [false, true, false];

    [Fact]
    public void Table_that_fits_stays_as_it_is() => TableFit.Of(Rows, Words, 80).ShouldBe(Rows);

    [Fact]
    public void Headings_and_words_are_broken_at_spaces_and_nothing_is_lost()
    {
        var fitted = TableFit.Of(Rows, Words, 32);

        fitted[0].ShouldBe(["Race", "Racecourse", "Place\nodds"]);
        fitted[1].ShouldBe(["R1C1", "LES HAUTES\nLANDES DU\nBOIS", "12.5"]);
        WidthOf(fitted).ShouldBeLessThanOrEqualTo(32);
    }

    [Fact]
    public void Word_that_is_longer_than_its_column_goes_on_in_the_next_line() =>
        TableFit
            .Of(
                [
                    ["Form"],
                    ["1a2a3a4a5a6a7a8a"],
                ],
                [true],
                12
            )[1]
            .ShouldBe(["1a2a3a4a\n5a6a7a8a"]);

    [Fact]
    public void Long_name_is_broken_after_its_hyphen() =>
        TableFit
            .Of(
                [
                    ["Name"],
                    ["Valence-sur-Baïse"],
                ],
                [true],
                16
            )[1]
            .ShouldBe(["Valence-sur-\nBaïse"]);

    [Fact]
    public void Words_are_broken_in_the_column_that_has_spaces_although_another_is_wider() =>
        TableFit
            .Of(
                [
                    ["Key", "Value"],
                    ["guards.overround_place", "[none, none, none]"],
                ],
                [true, true],
                37
            )[1]
            .ShouldBe(["guards.overround_place", "[none,\nnone,\nnone]"]);

    [Fact]
    public void Figures_are_never_broken()
    {
        string[][] figures =
        [
            ["A", "B"],
            ["1234567890", "0.123456789"],
        ];

        TableFit.Of(figures, [false, false], 10).ShouldBe(figures);
    }

    private static int WidthOf(IReadOnlyList<IReadOnlyList<string>> rows) =>
        Enumerable.Range(0, rows[0].Count).Sum(column => rows.Max(row => row[column].Split('\n').Max(line => line.Length)) + 3) + 1;
}
