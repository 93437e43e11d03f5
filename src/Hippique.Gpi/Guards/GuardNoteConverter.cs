using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hippique.Gpi.Guards;

/// <summary>A note in JSON is its text.</summary>
internal sealed class GuardNoteConverter : JsonConverter<GuardNote>
{
    public override GuardNote Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GuardNoteText.Read(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, GuardNote value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
