using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Doctor;

/// <summary>Where the service sends measurements and traces; nothing is sent by this check.</summary>
internal static class TelemetryCheck
{
    public static DoctorCheck Of(TelemetrySettings telemetry) =>
        new(
            "telemetry",
            CheckState.Ok,
            telemetry.IsOn
                ? Texts.Get("doctor_telemetry", Place(telemetry.Metrics), Place(telemetry.Traces))
                : Texts.Get("doctor_telemetry_none")
        );

    private static string Place(OtlpTarget? target) => target?.ToString() ?? Texts.Get("doctor_telemetry_nowhere");
}
