using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hippique.GoogleCloud.Rest;

/// <summary>One request that can be sent more than once.</summary>
public sealed record RestCall
{
    private RestCall(HttpMethod method, Uri address, byte[]? body) => (Method, Address, Body) = (method, address, body);

    public HttpMethod Method { get; }
    public Uri Address { get; }
    public byte[]? Body { get; }

    public static RestCall Get(Uri address) => new(HttpMethod.Get, address, null);

    public static RestCall Delete(Uri address) => new(HttpMethod.Delete, address, null);

    public static RestCall Post<T>(Uri address, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, address, JsonSerializer.SerializeToUtf8Bytes(body, type));

    /// <summary>With an empty message as its body.</summary>
    public static RestCall Post(Uri address) => new(HttpMethod.Post, address, "{}"u8.ToArray());

    public static RestCall Patch<T>(Uri address, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Patch, address, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public override string ToString() => $"{Method} {Address}";
}
