using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Orchestration.Artifacts;

internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}

internal sealed class EuroConverter : JsonConverter<Euro>
{
    public override Euro Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Euro value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToString());
}

internal sealed class RaceIdConverter : JsonConverter<RaceId>
{
    public override RaceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return
            text.Split('/') is [var day, var number]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && RaceCode.Parse(number).TryGet(out var code)
            ? new RaceId(date, code)
            : throw new JsonException($"'{Quoted.Short(text)}' is no race");
    }

    public override void Write(Utf8JsonWriter writer, RaceId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class RaceCodeConverter : JsonConverter<RaceCode>
{
    public override RaceCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = RaceCode.Parse(reader.GetString());
        return parsed.IsOk ? parsed.Value : throw new JsonException(parsed.Error.ToString());
    }

    public override void Write(Utf8JsonWriter writer, RaceCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class PoolConverter : JsonConverter<Pool>
{
    public override Pool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = PoolText.Parse(reader.GetString());
        return parsed.IsOk ? parsed.Value : throw new JsonException(parsed.Error.ToString());
    }

    public override void Write(Utf8JsonWriter writer, Pool value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code());
}

internal sealed class OddsConverter : JsonConverter<Odds>
{
    public override Odds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Odds.FromPublished(reader.GetDouble()) ?? throw new JsonException("these are no odds");

    public override void Write(Utf8JsonWriter writer, Odds value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class PlaceRangeConverter : JsonConverter<PlaceRange>
{
    private sealed record Shape(double Low, double High);

    public override PlaceRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Shape>(ref reader, options) is { } shape && PlaceRange.FromPublished(shape.Low, shape.High) is { } range
            ? range
            : throw new JsonException("this is no place range");

    public override void Write(Utf8JsonWriter writer, PlaceRange value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("low", value.Low);
        writer.WriteNumber("high", value.High);
        writer.WriteEndObject();
    }
}

/// <summary>
/// Text of a file is made clean when it is read: one of an earlier version, or one that a person has changed, reaches no terminal raw either. Line feeds and tabs stay; text
/// is written as it is.
/// </summary>
internal sealed class CleanStringConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? CleanText.Lines(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
