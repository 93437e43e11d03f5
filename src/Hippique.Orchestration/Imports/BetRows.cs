using System.Globalization;
using System.Text;
using Hippique.Racing;
using Sylvan.Data.Csv;

namespace Hippique.Orchestration.Imports;

/// <summary>The rows of a file of bets, as text.</summary>
internal sealed record BetRows
{
    /// <summary>An export that begins with words about the account has its heading further down.</summary>
    private const int LastHeading = 30;

    private static readonly char[] Separators = [';', ',', '\t', '|'];

    public required BetColumns Columns { get; init; }

    /// <summary>Rows below the heading that are not empty, with their line in the file, counted from 1.</summary>
    public required IReadOnlyList<(int Line, string[] Cells)> Rows { get; init; }

    /// <param name="content">Of the file: UTF-8, UTF-16 with its mark, or Windows-1252, as spreadsheets write it.</param>
    /// <param name="named">Headings that the user has named.</param>
    public static ParseResult<BetRows> Read(ReadOnlySpan<byte> content, IReadOnlyDictionary<BetField, string> named)
    {
        // A workbook is a ZIP file.
        if (content.StartsWith("PK"u8))
            return ParseResult<BetRows>.Fail($"a workbook cannot be read: save it as CSV");
        var text = Decode(content);
        Problem? broken = null;
        foreach (var separator in Separators.OrderByDescending(sign => text.AsSpan(0, Math.Min(text.Length, 4096)).Count(sign)))
        {
            var split = Split(text, separator);
            if (!split.TryGet(out var rows))
            {
                broken ??= split.Error;
                continue;
            }
            for (var heading = 0; heading < Math.Min(rows.Count, LastHeading); heading++)
            {
                if (BetColumns.Of(rows[heading].Cells, named) is { } columns)
                    return ParseResult<BetRows>.Ok(new BetRows { Columns = columns, Rows = rows[(heading + 1)..] });
            }
        }
        if (broken is not null)
            return ParseResult<BetRows>.Fail(broken);
        return ParseResult<BetRows>.Fail(
            $"no line has the headings of a date, a bet, its horses and a stake; name them by --column, such as --column stake=Mise"
        );
    }

    /// <summary>The text of a cell; null if it is empty or there is no such column.</summary>
    public string? Text(string[] cells, BetField field) =>
        Columns.At(field) is { } column && column < cells.Length && cells[column].Trim() is { Length: > 0 } text ? text : null;

    private static string Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(Encoding.Unicode.Preamble))
            return Encoding.Unicode.GetString(content[2..]);
        if (content.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return Encoding.BigEndianUnicode.GetString(content[2..]);
        if (content.StartsWith(Encoding.UTF8.Preamble))
            content = content[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        // The boundary to a file of the user's.
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(content);
        }
    }

    private static ParseResult<List<(int Line, string[] Cells)>> Split(string text, char separator)
    {
        var rows = new List<(int Line, string[] Cells)>();
        using var reader = new StringReader(text);
        using var csv = CsvDataReader.Create(
            reader,
            new CsvDataReaderOptions
            {
                Delimiter = separator,
                HasHeaders = false,
                Culture = CultureInfo.InvariantCulture,
                BufferSize = 1 << 16,
            }
        );
        try
        {
            while (csv.Read())
            {
                string[] cells = [.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)];
                if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                    rows.Add((csv.RowNumber, cells));
            }
            return ParseResult<List<(int Line, string[] Cells)>>.Ok(rows);
        }
        // The boundary to a file of the user's.
        catch (FormatException)
        {
            return ParseResult<List<(int Line, string[] Cells)>>.Fail(
                $"from line {csv.RowNumber} on the file is no CSV: a quote is not closed, or a cell is too long"
            );
        }
    }
}
