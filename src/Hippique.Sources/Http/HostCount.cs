using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hippique.Sources.Http;

/// <summary>Requests to one host on one programme day, robots.txt and retries among them.</summary>
public sealed record HostCount
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Host, and port if it is not the scheme's own.</summary>
    public required string Host { get; init; }

    /// <summary>The programme day, from 4:00 to 4:00 on the Paris clock.</summary>
    public DateOnly Day { get; init; }
    public int Requests { get; init; }

    /// <summary>Requests for past days, which are not among <see cref="Requests"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int PastDayRequests { get; init; }

    /// <summary>Of the last request, whoever made it; UTC.</summary>
    public DateTimeOffset? LastStart { get; init; }

    /// <summary>The host sent <c>Retry-After</c>: no process asks it before. UTC.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The circuit of the process that saw the host fail is open until then; null: it is closed. UTC.</summary>
    [JsonPropertyName("left_alone_until")]
    public DateTimeOffset? CircuitOpenUntil { get; init; }

    internal HostCount On(DateOnly day) => Day == day ? this : this with { Day = day, Requests = 0, PastDayRequests = 0 };

    internal byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>Null if nothing was written yet, or what was written cannot be read.</summary>
    internal static HostCount? Parse(ReadOnlyMemory<byte>? line)
    {
        try
        {
            return line is { Length: > 0 } there ? JsonSerializer.Deserialize<HostCount>(there.Span, Json) : null;
        }
        // A file that somebody else changed: the count begins again with what this process knows.
        catch (JsonException)
        {
            return null;
        }
    }
}
