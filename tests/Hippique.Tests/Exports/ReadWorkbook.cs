using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace Hippique.Tests.Exports;

/// <summary>A workbook as another program reads it: a zip file of XML.</summary>
internal sealed class ReadWorkbook
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly Dictionary<string, XDocument> _parts = [];

    public ReadWorkbook(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        foreach (
            var entry in zip.Entries.Where(entry =>
                entry.Name.EndsWith(".xml", StringComparison.Ordinal) || entry.Name.EndsWith(".rels", StringComparison.Ordinal)
            )
        )
        {
            using var stream = entry.Open();
            _parts[entry.FullName.TrimStart('/')] = XDocument.Load(stream);
        }
    }

    /// <summary>In the order of their tabs.</summary>
    public IReadOnlyList<string> Sheets =>
        [.. Part("xl/workbook.xml").Descendants(Main + "sheet").Select(sheet => sheet.Attribute("name")!.Value)];

    /// <summary>Whether any cell of any sheet is computed.</summary>
    public bool HasFormulas => _parts.Values.Any(part => part.Descendants(Main + "f").Any());

    /// <summary>The first row of a sheet.</summary>
    public IReadOnlyList<string> Headings(string sheet) => [.. Rows(sheet)[0].Select(cell => cell.Text!)];

    /// <summary>The other rows, by heading; empty cells are missing.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, Cell>> Table(string sheet)
    {
        var rows = Rows(sheet);
        var headings = rows[0].ToDictionary(cell => cell.Column, cell => cell.Text!);
        return
        [
            .. rows.Skip(1)
                .Select(row =>
                    row.Where(cell => cell.Text is not null || cell.Number is not null).ToDictionary(cell => headings[cell.Column])
                ),
        ];
    }

    private List<List<Cell>> Rows(string sheet)
    {
        var id = Part("xl/workbook.xml")
            .Descendants(Main + "sheet")
            .Single(one => one.Attribute("name")!.Value == sheet)
            .Attribute(Relations + "id")!
            .Value;
        var target = Part("xl/_rels/workbook.xml.rels")
            .Root!.Elements()
            .Single(one => one.Attribute("Id")!.Value == id)
            .Attribute("Target")!
            .Value;
        var path = target.StartsWith('/') ? target[1..] : "xl/" + target;
        return [.. Part(path).Descendants(Main + "row").Select(row => row.Elements(Main + "c").Select(Read).ToList())];
    }

    private Cell Read(XElement cell)
    {
        var column = new string([.. cell.Attribute("r")!.Value.TakeWhile(char.IsLetter)]);
        var value = cell.Element(Main + "v")?.Value;
        var style = (int?)cell.Attribute("s") ?? 0;
        return cell.Attribute("t")?.Value switch
        {
            "s" => new Cell(column, Shared(int.Parse(value!, CultureInfo.InvariantCulture)), null, ""),
            "str" => new Cell(column, value, null, ""),
            "inlineStr" => new Cell(column, string.Concat(cell.Descendants(Main + "t").Select(text => text.Value)), null, ""),
            null or "n" => new Cell(
                column,
                null,
                value is null or "" ? null : decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
                Format(style)
            ),
            var other => throw new InvalidDataException($"a cell of type {other}"),
        };
    }

    private string Shared(int index) =>
        string.Concat(
            Part("xl/sharedStrings.xml").Root!.Elements(Main + "si").ElementAt(index).Descendants(Main + "t").Select(text => text.Value)
        );

    private string Format(int style)
    {
        var styles = Part("xl/styles.xml");
        var id = styles.Descendants(Main + "cellXfs").Elements(Main + "xf").ElementAt(style).Attribute("numFmtId")!.Value;
        return styles
                .Descendants(Main + "numFmt")
                .FirstOrDefault(format => format.Attribute("numFmtId")!.Value == id)
                ?.Attribute("formatCode")!
                .Value
            ?? id;
    }

    private XDocument Part(string path) => _parts[path];
}

/// <param name="Column">Its letters.</param>
/// <param name="Text">Null: it is a number, or empty.</param>
/// <param name="Number">Null: it is a text, or empty.</param>
/// <param name="Format">How the number is shown; a number of a built-in one.</param>
internal sealed record Cell(string Column, string? Text, decimal? Number, string Format);
