using System.Text;
using Hippique.Orchestration.Imports;

namespace Hippique.Orchestration.Tests.Imports;

public sealed class BetRowsTests
{
    private const string Heading = "Date;Réunion;Course;Type de pari;Sélection;Mise;Gain";
    private const string Row = "03/02/2026;R1;C3;Simple placé;4;2,00;0,00";

    private static readonly Dictionary<BetField, string> None = [];

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Separators_are_found_out(char separator)
    {
        var text = $"{Heading}\n{Row.Replace("2,00", "\"2,00\"").Replace("0,00", "\"0,00\"")}\n".Replace(';', separator);
        var rows = BetRows.Read(Encoding.UTF8.GetBytes(text), None).Value;
        Cell(rows, BetField.Stake).ShouldBe("2,00");
        Cell(rows, BetField.Bet).ShouldBe("Simple placé");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8 with a mark")]
    [InlineData("utf-16")]
    [InlineData("utf-16 big-endian")]
    [InlineData("windows-1252")]
    public void Encodings_are_found_out(string encoding)
    {
        var text = $"{Heading} (€)\n{Row} €\n";
        var bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-8 with a mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            "utf-16 big-endian" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        };
        var rows = BetRows.Read(bytes, None).Value;
        Cell(rows, BetField.Bet).ShouldBe("Simple placé");
        Cell(rows, BetField.Returned).ShouldBe("0,00 €");
    }

    [Fact]
    public void Lines_before_the_heading_and_empty_ones_are_passed_over_and_lines_are_those_of_the_file()
    {
        var rows = Read($"Compte 12;;\n\nVos paris du 1 au 28;;\n{Heading}\n\n{Row}\n;;;;;;\n{Row}\n");
        rows.Rows.Select(row => row.Line).ShouldBe([6, 8]);
    }

    [Fact]
    public void Quoted_cells_may_hold_separators_quotes_and_ends_of_lines()
    {
        var rows = Read($"{Heading}\n03/02/2026;R1;C3;Simple placé;\"4 - L\"\"ÉTOILE; BIS\nII\";2,00;0,00\n{Row}\n");
        Cell(rows, BetField.Numbers).ShouldBe("4 - L\"ÉTOILE; BIS\nII");
        rows.Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void Short_rows_have_empty_cells()
    {
        var rows = Read($"{Heading}\n03/02/2026;R1\n");
        Cell(rows, BetField.Stake).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("date,stake\n2026-02-03,2")]
    [InlineData("Date;Pari;Mise\n03/02/2026;Simple gagnant;2,00")]
    public void File_without_a_heading_is_refused(string text) =>
        BetRows.Read(Encoding.UTF8.GetBytes(text), None).Error.ToString().ShouldStartWith("no line has the headings");

    [Fact]
    public void Workbook_is_refused() =>
        BetRows.Read("PK\u0003\u0004…"u8, None).Error.ToString().ShouldBe("a workbook cannot be read: save it as CSV");

    [Fact]
    public void Quote_that_is_never_closed_is_refused_as_what_it_is() =>
        BetRows
            .Read(Encoding.UTF8.GetBytes($"{Heading}\n{Row}\n03/02/2026;R1;C3;Simple placé;\"4;2,00;0,00\n{Row}\n"), None)
            .Error.ToString()
            .ShouldBe("from line 3 on the file is no CSV: a quote is not closed, or a cell is too long");

    [Fact]
    public void Heading_that_nobody_foresaw_is_named_by_the_user()
    {
        const string text = "Quand;Où;Quoi;Qui;Combien (€);Revenu\n03/02/2026;R1C3;SG;4;2,00;7,40\n";
        BetRows.Read(Encoding.UTF8.GetBytes(text), None).IsOk.ShouldBeFalse();
        var rows = Read(
            text,
            new()
            {
                [BetField.Date] = "quand",
                [BetField.Race] = "Où",
                [BetField.Bet] = "Quoi",
                [BetField.Numbers] = "Qui",
                [BetField.Stake] = "Combien",
                [BetField.Returned] = "REVENU",
            }
        );
        (Cell(rows, BetField.Race), Cell(rows, BetField.Stake), Cell(rows, BetField.Returned)).ShouldBe(("R1C3", "2,00", "7,40"));
        BetRows.Read(Encoding.UTF8.GetBytes(text), new Dictionary<BetField, string> { [BetField.Date] = "Jour" }).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Column_that_was_named_is_taken_from_the_words_that_would_have_it()
    {
        var rows = Read(
            "Date;Date du pari;Course;Pari;Chevaux;Mise;Gain;Gain net\n1;2;3;4;5;6;7;8\n",
            new() { [BetField.Returned] = "Gain net", [BetField.Date] = "Date du pari" }
        );
        (Cell(rows, BetField.Returned), Cell(rows, BetField.Profit), Cell(rows, BetField.Date)).ShouldBe(("8", null, "2"));
    }

    [Fact]
    public void Every_field_has_a_heading_of_its_own_in_the_documented_file()
    {
        foreach (var field in Enum.GetValues<BetField>())
        {
            var name = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());
            string[] heading = [.. new[] { "date", "bet", "numbers", "stake", name }.Distinct()];
            BetColumns.Of(heading, None).ShouldNotBeNull().At(field).ShouldBe(Array.IndexOf(heading, name), name);
        }
    }

    private static BetRows Read(string text, Dictionary<BetField, string>? named = null) =>
        BetRows.Read(Encoding.UTF8.GetBytes(text), named ?? None).Value;

    private static string? Cell(BetRows rows, BetField field) => rows.Text(rows.Rows[0].Cells, field);
}
