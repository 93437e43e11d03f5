using Hippique.Orchestration.Exports;
using Parquet;
using Parquet.Schema;

namespace Hippique.Exports;

/// <summary>A column of the file of looks. Each may hold nulls.</summary>
internal interface IParquetColumn
{
    DataField Field { get; }

    Task WriteAsync(ParquetRowGroupWriter group, SnapshotRow[] rows, CancellationToken cancellationToken);
}

internal sealed class TextColumn(string name, Func<SnapshotRow, string?> value) : IParquetColumn
{
    public DataField Field { get; } = new(name, typeof(string), isNullable: true);

    public Task WriteAsync(ParquetRowGroupWriter group, SnapshotRow[] rows, CancellationToken cancellationToken) =>
        group.WriteAsync(Field, Array.ConvertAll(rows, row => value(row)!));
}

internal class ValueColumn<T>(DataField field, Func<SnapshotRow, T?> value) : IParquetColumn
    where T : struct
{
    public ValueColumn(string name, Func<SnapshotRow, T?> value)
        : this(new DataField(name, typeof(T), isNullable: true), value) { }

    public DataField Field { get; } = field;

    public Task WriteAsync(ParquetRowGroupWriter group, SnapshotRow[] rows, CancellationToken cancellationToken) =>
        group.WriteAsync<T>(Field, rows.Select(value).ToArray(), cancellationToken: cancellationToken);
}

/// <summary>Euros, or what 1 € returns, to the fourth decimal.</summary>
internal sealed class MoneyColumn(string name, Func<SnapshotRow, decimal?> value)
    : ValueColumn<decimal>(new DecimalDataField(name, precision: 18, scale: 4, isNullable: true), value);

internal sealed class DayColumn(string name, Func<SnapshotRow, DateOnly?> value)
    : ValueColumn<DateOnly>(new DataField(name, typeof(DateOnly), isNullable: true), value);

/// <summary>UTC, to the millisecond.</summary>
internal sealed class MomentColumn(string name, Func<SnapshotRow, DateTimeOffset?> value)
    : ValueColumn<DateTime>(
        new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true),
        row => value(row)?.UtcDateTime
    );
