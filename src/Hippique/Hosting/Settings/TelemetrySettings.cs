namespace Hippique.Hosting.Settings;

/// <summary>Where measurements and traces are sent by OTLP (<c>OTEL_…</c>). By default nowhere.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Measurements; null: they are not sent.</summary>
    public OtlpTarget? Metrics { get; init; }

    /// <summary>Traces; null: none are made.</summary>
    public OtlpTarget? Traces { get; init; }

    /// <summary>The name of the service in the collection; the ids of traces follow from it too.</summary>
    public string ServiceName { get; init; } = "hippique-orchestrator";

    /// <summary>How often measurements are sent. The default value is a minute.</summary>
    public TimeSpan MetricsEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often spans are sent. The default value is five seconds.</summary>
    public TimeSpan TracesEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The sampler of traces, by its standard name, with its argument. The default value is <c>parentbased_always_on</c>.</summary>
    public string Sampler { get; init; } = TelemetryReader.DefaultSampler;

    /// <summary>The share of traces that a ratio sampler keeps.</summary>
    public double SampledShare { get; init; } = 1;

    /// <summary><c>OTEL_RESOURCE_ATTRIBUTES</c>, what each measurement and span says of the service.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public bool IsOn => Metrics is not null || Traces is not null;

    /// <summary>Nothing is sent: invented races, a replay, a rehearsal.</summary>
    public static TelemetrySettings Nowhere { get; } = new();
}

/// <summary>A receiver of OTLP.</summary>
/// <param name="Endpoint">The whole address, with the path of the signal.</param>
/// <param name="IsGrpc">By gRPC, else by protobuf over HTTP.</param>
/// <param name="Timeout">For one request.</param>
public sealed record OtlpTarget(Uri Endpoint, bool IsGrpc, TimeSpan Timeout)
{
    /// <summary>As the standard writes them, <c>name=value,name=value</c>; keys among them, so that nobody shows them. Null: none.</summary>
    public string? Headers { get; init; }

    /// <summary>Without what may be secret.</summary>
    public override string ToString() => $"{Endpoint.GetLeftPart(UriPartial.Path)} ({(IsGrpc ? "grpc" : "http/protobuf")})";
}
