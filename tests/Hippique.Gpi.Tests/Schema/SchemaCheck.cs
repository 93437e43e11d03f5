using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hippique.Gpi.Tests.Schema;

/// <summary>As much of JSON schema as the program's own schemas use: type, enum, pattern, properties, required, additionalProperties, items.</summary>
internal static class SchemaCheck
{
    /// <summary>Every place where the document is not what the schema says.</summary>
    public static List<string> Errors(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, schema, value, "$", errors);
        return errors;
    }

    private static void Check(JsonElement root, JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(root, Resolve(root, reference.GetString()!), value, path, errors);
            return;
        }
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(name, value)))
            errors.Add($"{path}: {value.ValueKind} is not {type}");
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            errors.Add($"{path}: {value} is not one of {allowed}");
        if (
            schema.TryGetProperty("pattern", out var pattern)
            && value.ValueKind == JsonValueKind.String
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!)
        )
            errors.Add($"{path}: {value} does not match {pattern}");
        if (value.ValueKind == JsonValueKind.Object)
            CheckObject(root, schema, value, path, errors);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
                Check(root, items, item, $"{path}[{i}]", errors);
    }

    private static void CheckObject(JsonElement root, JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        var has = schema.TryGetProperty("properties", out var properties);
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
                if (!value.TryGetProperty(name, out _))
                    errors.Add($"{path}: {name} is missing");
        foreach (var property in value.EnumerateObject())
            if (has && properties.TryGetProperty(property.Name, out var inner))
                Check(root, inner, property.Value, $"{path}.{property.Name}", errors);
            else if (!schema.TryGetProperty("additionalProperties", out var others) || others.ValueKind == JsonValueKind.False)
                errors.Add($"{path}: {property.Name} is not in the schema");
            else
                Check(root, others, property.Value, $"{path}.{property.Name}", errors);
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.String ? [type.GetString()!] : type.EnumerateArray().Select(name => name.GetString()!);

    private static bool Is(string name, JsonElement value) =>
        name switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.Null,
        };

    private static JsonElement Resolve(JsonElement root, string pointer)
    {
        var at = root;
        foreach (var part in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(part, CultureInfo.InvariantCulture)] : at.GetProperty(part);
        return at;
    }
}
