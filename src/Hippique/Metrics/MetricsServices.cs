using System.Diagnostics.Metrics;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Hippique.Sources.Telemetry;

namespace Hippique.Metrics;

/// <summary>Registers what measures the program, and what shows or sends the measurements.</summary>
internal static class MetricsServices
{
    /// <summary>The instruments of the pipeline; they cost next to nothing as long as nobody listens, as in the verbs that end at once.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="serviceName">Tells the traces of this installation from those of another.</param>
    public static void AddHippiqueMeters(this IServiceCollection services, string serviceName)
    {
        services.AddSingleton(_ => new Meter(Tracing.Name, ProgramVersion.Text));
        services.AddSingleton<FetchMeter>();
        services.AddSingleton<TaskMeter>();
        services.AddSingleton<PhaseMeter>();
        services.AddSingleton(new TaskTrace(serviceName));
    }

    /// <summary>The state of the service, <c>/metrics</c>, and the export if one is asked for.</summary>
    public static void AddServiceMetrics(this IServiceCollection services, TelemetrySettings telemetry)
    {
        services.AddSingleton<MeasurementBook>();
        services.AddSingleton<ServiceState>();
        services.AddSingleton<StateMeter>();
        services.AddSingleton<ServiceMetrics>();
        if (telemetry.IsOn)
            services.AddHostedService<OtlpExport>();
    }
}
