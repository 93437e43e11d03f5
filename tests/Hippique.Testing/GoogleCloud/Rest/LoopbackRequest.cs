using System.Text.Json.Nodes;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>A request as a loopback API got it.</summary>
public sealed record LoopbackRequest
{
    public required string Method { get; init; }

    /// <summary>With its first slash, decoded.</summary>
    public required string Path { get; init; }
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>Null: it had none.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>The header of that name; null: it had none.</summary>
    public string? Authorization { get; init; }

    /// <summary>A parameter of the query; null or empty: it was not given.</summary>
    public string? Asked(string name) => Query.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
