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
            return ParseResult<T>.Fail($"the body is not JSON: Content-Type is not application/json");
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, options, context.RequestAborted);
            return body is null ? ParseResult<T>.Fail($"the body is null; expected a JSON object") : ParseResult<T>.Ok(body);
        }
        catch (JsonException malformed)
        {
            var what = malformed.Path is { Length: > 1 } path
                ? Problem.Of($"the value at {Quoted.Short(path)} is of the wrong type")
                : Problem.Of($"the body is not JSON");
            return malformed.LineNumber is { } line
                ? ParseResult<T>.Fail($"{what} (line {line + 1}, byte {malformed.BytePositionInLine + 1})")
                : ParseResult<T>.Fail(what);
        }
    }
}
