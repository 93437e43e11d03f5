using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Sources.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hippique.Metrics;

/// <summary>
/// Sends measurements and spans by OTLP, on threads of OpenTelemetry's own: what a collector does or does not do delays nothing. Spans that it does not take are dropped, and
/// measurements are sent again whole at the next interval.
/// </summary>
internal sealed partial class OtlpExport(HippiqueSettings settings, StateMeter state, ILogger<OtlpExport> logger) : BackgroundService
{
    /// <summary>What is left of the last interval is sent at a stop, if the collector takes it at once.</summary>
    private static readonly TimeSpan LastSend = TimeSpan.FromSeconds(1);

    private readonly TelemetrySettings _telemetry = settings.Telemetry;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the way to the first answer of the service.
        await Task.Yield();
        using var traces = _telemetry.Traces is { } spans ? Traces(spans) : null;
        using var metrics = _telemetry.Metrics is { } numbers ? Metrics(numbers) : null;
        Exports(logger, string.Join(", ", new[] { _telemetry.Metrics, _telemetry.Traces }.OfType<OtlpTarget>().Distinct()));
        while (!stoppingToken.IsCancellationRequested)
        {
            await RefreshAsync(stoppingToken);
            await Task.Delay(_telemetry.MetricsEvery, TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        metrics?.Shutdown((int)LastSend.TotalMilliseconds);
        traces?.Shutdown((int)LastSend.TotalMilliseconds);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_telemetry.Metrics is null)
            return;
        try
        {
            await state.RefreshAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
        // The boundary to the store: what is wrong with it is said by whoever works with it, and the next interval reads again.
        catch (IOException away)
        {
            NotRead(logger, away.Message);
        }
    }

    private MeterProvider Metrics(OtlpTarget target) =>
        Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(Configure)
            .ConfigureResource(Describe)
            .AddMeter(Tracing.Name)
            .AddOtlpExporter(
                (options, reader) =>
                {
                    SendTo(target, "measurements", options);
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)_telemetry.MetricsEvery.TotalMilliseconds;
                    reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = (int)target.Timeout.TotalMilliseconds;
                }
            )
            .Build();

    private TracerProvider Traces(OtlpTarget target) =>
        Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(Configure)
            .ConfigureResource(Describe)
            .SetSampler(Sampler())
            .AddSource(Tracing.Name)
            .AddOtlpExporter(options =>
            {
                SendTo(target, "traces", options);
                options.BatchExportProcessorOptions.ScheduledDelayMilliseconds = (int)_telemetry.TracesEvery.TotalMilliseconds;
                options.BatchExportProcessorOptions.ExporterTimeoutMilliseconds = (int)target.Timeout.TotalMilliseconds;
            })
            .Build();

    // The variables were read and checked with all others, from .env too; the library reads none by itself.
    private static void Configure(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IConfiguration>(new ConfigurationBuilder().Build()));

    private void Describe(ResourceBuilder resource) =>
        resource
            .Clear()
            .AddAttributes(_telemetry.Attributes.Select(pair => KeyValuePair.Create(pair.Key, (object)pair.Value)))
            .AddService(
                _telemetry.ServiceName,
                serviceVersion: ProgramVersion.Text,
                serviceInstanceId: _telemetry.Attributes.GetValueOrDefault("service.instance.id")
                    ?? settings.Postgres?.Node.Name
                    ?? Environment.MachineName
            );

    private void SendTo(OtlpTarget target, string signal, OtlpExporterOptions options)
    {
        var collector = new CollectorState(target, signal, logger);
        options.Endpoint = target.Endpoint;
        options.Protocol = target.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.TimeoutMilliseconds = (int)target.Timeout.TotalMilliseconds;
        options.Headers = target.Headers;
        options.HttpClientFactory = () => new HttpClient(new CollectorWire(collector)) { Timeout = target.Timeout };
    }

    private Sampler Sampler() =>
        _telemetry.Sampler switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new TraceIdRatioBasedSampler(_telemetry.SampledShare),
            "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
            "parentbased_traceidratio" => new ParentBasedSampler(new TraceIdRatioBasedSampler(_telemetry.SampledShare)),
            _ => new ParentBasedSampler(new AlwaysOnSampler()),
        };

    [LoggerMessage(1, LogLevel.Information, "measurements and traces are sent to {Targets}")]
    private static partial void Exports(ILogger logger, string targets);

    [LoggerMessage(2, LogLevel.Debug, "the state could not be read for the export: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);
}
