using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hippique.Sources.RaceArchive;

/// <summary>A dividend as the file writes it, <c>["5-3", 28.3]</c>: numbers in the operator's order, and what 1 € returned.</summary>
[JsonConverter(typeof(DividendLineConverter))]
internal readonly record struct DividendLine(IReadOnlyList<int> Numbers, decimal PerEuro);

internal sealed class DividendLineConverter : JsonConverter<DividendLine>
{
    public override DividendLine Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
            throw new JsonException("a dividend is [\"numbers\", amount]");
        var text = reader.GetString() ?? "";
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var amount))
            throw new JsonException("a dividend is [\"numbers\", amount]");
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new JsonException("a dividend is [\"numbers\", amount]");
        var parts = text.Split('-');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                throw new JsonException("a dividend names runners by number");
        }
        return new DividendLine(numbers, amount);
    }

    public override void Write(Utf8JsonWriter writer, DividendLine value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
