using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// A dividend as the file writes it, <c>["5-3", 28.3]</c>: numbers in the operator's order, and what 1 € returned. A row that does not read (<c>["4-5\n-\n11-5", 14.3]</c>) has
/// no numbers; it costs its race nothing else.
/// </summary>
[JsonConverter(typeof(DividendLineConverter))]
internal readonly record struct DividendLine(IReadOnlyList<int> Numbers, decimal PerEuro);

internal sealed class DividendLineConverter : JsonConverter<DividendLine>
{
    private static readonly DividendLine Unread = new([], 0);

    public override DividendLine Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var row = JsonElement.ParseValue(ref reader);
        if (
            row.ValueKind != JsonValueKind.Array
            || row.GetArrayLength() != 2
            || row[0].ValueKind != JsonValueKind.String
            || row[1].ValueKind != JsonValueKind.Number
            || !row[1].TryGetDecimal(out var amount)
        )
            return Unread;
        var parts = (row[0].GetString() ?? "").Split('-');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return Unread;
        }
        return new DividendLine(numbers, amount);
    }

    public override void Write(Utf8JsonWriter writer, DividendLine value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(string.Join('-', value.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))));
        writer.WriteNumberValue(value.PerEuro);
        writer.WriteEndArray();
    }
}
