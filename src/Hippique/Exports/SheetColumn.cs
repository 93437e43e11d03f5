namespace Hippique.Exports;

/// <summary>A column of a sheet in a workbook.</summary>
/// <param name="Name">Of its heading among the texts.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Value">Of a row; null: the cell is empty.</param>
internal sealed record SheetColumn<T>(string Name, CellKind Kind, Func<T, object?> Value);

/// <summary>What the cells of a column are, and how they are shown.</summary>
internal enum CellKind
{
    Text,
    Count,

    /// <summary>Euros.</summary>
    Money,

    /// <summary>A share of 1, shown in percent.</summary>
    Share,

    /// <summary>Odds, dividends and closing-line values.</summary>
    Number,
    Date,

    /// <summary>In Paris.</summary>
    Moment,
}
