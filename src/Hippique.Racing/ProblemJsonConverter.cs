using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hippique.Racing;

/// <summary>A problem in a file or an answer: its English, as a string.</summary>
internal sealed class ProblemJsonConverter : JsonConverter<Problem>
{
    public override Problem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Problem.Verbatim(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Problem value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
