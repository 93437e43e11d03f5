using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Schema;

/// <summary>The JSON schema of <c>analysis_h5.json</c>, made from the types that write it; descriptions are their doc comments.</summary>
internal static partial class AnalysisSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, string> Docs = ReadDocs();

    public static string Text()
    {
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };
        var schema = (JsonObject)ArtifactJson.Options.GetJsonSchemaAsNode(typeof(RaceAnalysis), exporter);
        var document = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "analysis_h5.json" };
        foreach (var (key, value) in schema.ToList())
            document[key] = value?.DeepClone();
        return document.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var schema = Written(type, context.TypeInfo.Type != type || MayBeNull(context.PropertyInfo)) ?? node as JsonObject ?? [];
        // The exporter leaves out items of which it knows nothing.
        if (context.TypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } && Written(item, nullable: false) is { } items)
            schema["items"] = items;
        if (schema["properties"] is JsonObject properties)
        {
            // Everything is written, null or not, and nothing else is; but what later versions added is left out where there is none.
            var absent = AbsentIfNull(context.TypeInfo);
            schema["required"] = new JsonArray([
                .. properties.Where(property => !absent.Contains(property.Key)).Select(property => JsonValue.Create(property.Key)),
            ]);
            schema["additionalProperties"] = false;
        }
        if (Describe(context) is { } description)
            schema.Insert(0, "description", description);
        return schema;
    }

    private static HashSet<string> AbsentIfNull(JsonTypeInfo type) =>
        [
            .. type
                .Properties.Where(property =>
                    property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
                        is [JsonIgnoreAttribute ignored]
                    && ignored.Condition == JsonIgnoreCondition.WhenWritingNull
                )
                .Select(property => property.Name),
        ];

    // A list's items and values of structs are told by their types.
    private static bool MayBeNull(JsonPropertyInfo? property) => property is { IsGetNullable: true, PropertyType.IsValueType: false };

    /// <summary>Values that converters write.</summary>
    private static JsonObject? Written(Type type, bool nullable)
    {
        JsonObject? schema =
            type == typeof(GuardNote) || type == typeof(MissingInput) ? new() { ["type"] = "string" }
            : type == typeof(Euro) ? new() { ["type"] = "number" }
            : type == typeof(RaceId) ? new() { ["type"] = "string", ["pattern"] = "^\\d{4}-\\d{2}-\\d{2}/R\\d{1,3}C\\d{1,3}$" }
            : type == typeof(DateTimeOffset) ? new() { ["type"] = "string", ["format"] = "date-time" }
            : type == typeof(Pool)
                ? new()
                {
                    ["type"] = "string",
                    ["enum"] = new JsonArray([.. Enum.GetValues<Pool>().Select(pool => JsonValue.Create(pool.Code()))]),
                }
            : null;
        if (schema is null || !nullable)
            return schema;
        schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        (schema["enum"] as JsonArray)?.Add(null);
        return schema;
    }

    private static string? Describe(JsonSchemaExporterContext context) =>
        context.PropertyInfo?.AttributeProvider is PropertyInfo property
            ? Docs.GetValueOrDefault($"{property.DeclaringType!.FullName}.{property.Name}")
            : Docs.GetValueOrDefault(context.TypeInfo.Type.FullName ?? "");

    private static Dictionary<string, string> ReadDocs()
    {
        var docs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in (Assembly[])[typeof(RaceAnalysis).Assembly, typeof(Ticket).Assembly])
        foreach (var member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        {
            var name = member.Attribute("name")!.Value;
            if (name[0] is not ('P' or 'T'))
                continue;
            if (member.Element("summary") is { } summary)
                docs[name[2..]] = Plain(summary);
            foreach (var parameter in member.Elements("param"))
                docs[$"{name[2..]}.{parameter.Attribute("name")!.Value}"] = Plain(parameter);
        }
        return docs;
    }

    private static string Plain(XElement element)
    {
        foreach (var reference in element.Descendants().Where(inner => inner.Attribute("cref") is not null).ToList())
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.')[^1]);
        foreach (var reference in element.Descendants("paramref").ToList())
            reference.ReplaceWith(reference.Attribute("name")!.Value);
        return Spaces().Replace(element.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
