using System.Text.Json.Serialization;
using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Health;
using Hippique.Sources;
using Hippique.Sources.Http;

namespace Hippique.Api;

/// <summary>How a source stands.</summary>
public sealed record SourceStanding
{
    /// <summary>Short code: <c>zeturf</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What each kind of reading has brought; a kind that was never read is missing.</summary>
    public required IReadOnlyList<SourceHealth> Reads { get; init; }

    /// <summary>Refusals since the process started, by named error.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// <summary>How often its favourite is PMU's, of the last 200 races; null: it was not compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FavouriteAgreement? Favourites { get; init; }

    /// <summary>Its host as it was asked today, by all processes; null: it reads files.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HostStanding? Host { get; init; }

    /// <summary>Pages whose reader was built without a real one at hand.</summary>
    public required IReadOnlyList<SourcePage> NotYetSeen { get; init; }
}

/// <summary>How a host stands.</summary>
public sealed record HostStanding
{
    public required string Host { get; init; }

    /// <summary>Requests of the programme day.</summary>
    public required int Requests { get; init; }

    /// <summary>Requests that it is sent in a day at the most.</summary>
    public required int Budget { get; init; }

    /// <summary>Its <c>Retry-After</c>; null: none holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The circuit is open after failures; null: it is closed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CircuitOpenUntil { get; init; }

    /// <summary>Its robots.txt as the process that answers knows it; null: it has not read it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RobotsStanding? Robots { get; init; }
}
