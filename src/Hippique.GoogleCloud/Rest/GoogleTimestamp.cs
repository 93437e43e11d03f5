using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hippique.GoogleCloud.Rest;

/// <summary>Instants as Google's APIs write them: in UTC, with a <c>Z</c>; they have up to nine decimals, of which seven are kept.</summary>
internal sealed class GoogleTimestamp : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
