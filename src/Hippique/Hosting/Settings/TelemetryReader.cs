using System.Globalization;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>Reads the standard variables of OpenTelemetry (<c>OTEL_…</c>). Nothing is sent unless an endpoint is named; what a header holds is never shown.</summary>
internal static class TelemetryReader
{
    public const string DefaultSampler = "parentbased_always_on";
    private const string Otlp = "OTEL_EXPORTER_OTLP_";
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];
    private static readonly string[] Exporters = ["otlp", "none"];
    private static readonly string[] Samplers =
    [
        "always_on",
        "always_off",
        "traceidratio",
        DefaultSampler,
        "parentbased_always_off",
        "parentbased_traceidratio",
    ];

    public static TelemetrySettings Read(VariableReader reader, string serviceName)
    {
        var isDisabled = reader.Flag("OTEL_SDK_DISABLED", false);
        var general = reader.Parse<Uri?>($"{Otlp}ENDPOINT", null, text => Endpoint(text)!);
        var protocol = OneOf(reader, $"{Otlp}PROTOCOL", "grpc", Protocols);
        var headers = Headers(reader, $"{Otlp}HEADERS");
        var timeout = Milliseconds(reader, $"{Otlp}TIMEOUT", TimeSpan.FromSeconds(10), 1, 600_000);
        var attributes = reader.Parse<IReadOnlyDictionary<string, string>>(
            "OTEL_RESOURCE_ATTRIBUTES",
            new Dictionary<string, string>(),
            Pairs
        );
        var (metrics, traces) = (Signal("METRICS", "metrics"), Signal("TRACES", "traces"));
        return new TelemetrySettings
        {
            Metrics = isDisabled ? null : metrics,
            Traces = isDisabled ? null : traces,
            ServiceName = reader.Text("OTEL_SERVICE_NAME") ?? attributes.GetValueOrDefault("service.name") ?? serviceName,
            MetricsEvery = Milliseconds(reader, "OTEL_METRIC_EXPORT_INTERVAL", TimeSpan.FromMinutes(1), 100, 3_600_000),
            TracesEvery = Milliseconds(reader, "OTEL_BSP_SCHEDULE_DELAY", TimeSpan.FromSeconds(5), 100, 3_600_000),
            Sampler = OneOf(reader, "OTEL_TRACES_SAMPLER", DefaultSampler, Samplers),
            SampledShare = reader.Parse("OTEL_TRACES_SAMPLER_ARG", 1, Share),
            Attributes = attributes,
        };

        OtlpTarget? Signal(string name, string path)
        {
            var own = reader.Parse<Uri?>($"{Otlp}{name}_ENDPOINT", null, text => Endpoint(text)!);
            var isGrpc = OneOf(reader, $"{Otlp}{name}_PROTOCOL", protocol, Protocols) == "grpc";
            var target = own ?? (general is null || isGrpc ? general : new Uri($"{general.AbsoluteUri.TrimEnd('/')}/v1/{path}"));
            var ownHeaders = Headers(reader, $"{Otlp}{name}_HEADERS") ?? headers;
            var ownTimeout = Milliseconds(reader, $"{Otlp}{name}_TIMEOUT", timeout, 1, 600_000);
            var isSent = OneOf(reader, $"OTEL_{name}_EXPORTER", "otlp", Exporters) == "otlp";
            return target is null || !isSent ? null : new OtlpTarget(target, isGrpc, ownTimeout) { Headers = ownHeaders };
        }
    }

    private static ParseResult<Uri> Endpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address is { UserInfo: "", Query: "", Fragment: "" }
            ? ParseResult<Uri>.Ok(address)
            : ParseResult<Uri>.Fail($"is no http or https address of a collector, such as {"http://127.0.0.1:4317"}");

    private static string OneOf(VariableReader reader, string name, string standard, string[] known) =>
        reader.Parse(
            name,
            standard,
            text =>
                known.Contains(text.ToLowerInvariant())
                    ? ParseResult<string>.Ok(text.ToLowerInvariant())
                    : ParseResult<string>.Fail($"'{Quoted.Short(text)}' is not supported; expected {string.Join(", ", known)}")
        );

    private static string? Headers(VariableReader reader, string name) =>
        reader.Parse<string?>(
            name,
            null,
            text =>
                Pairs(text).IsOk
                    ? ParseResult<string?>.Ok(text)
                    : ParseResult<string?>.Fail($"is no list of pairs; expected such as {"name=value,other=value"}")
        );

    private static TimeSpan Milliseconds(VariableReader reader, string name, TimeSpan standard, int least, int most) =>
        TimeSpan.FromMilliseconds(reader.Whole(name, (int)standard.TotalMilliseconds, least, most));

    private static ParseResult<double> Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1
            ? ParseResult<double>.Ok(share)
            : ParseResult<double>.Fail($"'{Quoted.Short(text)}' is no share from 0 to 1");

    private static ParseResult<IReadOnlyDictionary<string, string>> Pairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.IndexOf('=') is not (> 0 and var at))
                return ParseResult<IReadOnlyDictionary<string, string>>.Fail(
                    $"is no list of pairs; expected such as {"name=value,other=value"}"
                );
            pairs[part[..at].Trim()] = Uri.UnescapeDataString(part[(at + 1)..].Trim());
        }
        return ParseResult<IReadOnlyDictionary<string, string>>.Ok(pairs);
    }
}
