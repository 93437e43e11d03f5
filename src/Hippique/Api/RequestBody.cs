using System.Text.Json;
using Hippique.Racing;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hippique.Api;

/// <summary>Reads a request's JSON object; what is wrong with it is said in one sentence.</summary>
internal static class RequestBody
{
    /// <exception cref="BadHttpRequestException">The body is too large or was cut off; the server answers.</exception>
    public static async Task<ParseResult<T>> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            return ParseResult<T>.Fail("the body is not JSON: Content-Type is not application/json");
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, options, context.RequestAborted);
            return body is null ? ParseResult<T>.Fail("the body is null; expected a JSON object") : ParseResult<T>.Ok(body);
        }
        catch (JsonException malformed)
        {
            var where = malformed.LineNumber is { } line ? $" (line {line + 1}, byte {malformed.BytePositionInLine + 1})" : "";
            var what = malformed.Path is { Length: > 1 } path
                ? $"the value at {Quoted.Short(path)} is of the wrong type"
                : "the body is not JSON";
            return ParseResult<T>.Fail(what + where);
        }
    }
}
