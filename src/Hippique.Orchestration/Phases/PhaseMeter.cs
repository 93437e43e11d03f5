using System.Diagnostics.Metrics;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases;

/// <summary>Measures the phases that were carried out: how late their look was made, and how long they took.</summary>
public sealed class PhaseMeter(Meter meter)
{
    private readonly Histogram<double> _lateness = meter.CreateHistogram(
        "hippique_phase_lateness_seconds",
        unit: "s",
        description: "From the time of a phase to its look, of the phases that were carried out since the start.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = TaskMeter.Buckets }
    );
    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "hippique_phase_duration_seconds",
        unit: "s",
        description: "How long a phase took, from its call to its last file.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = TaskMeter.Buckets }
    );

    /// <param name="phase">Which.</param>
    /// <param name="late">From its time to its look; less than nothing if somebody asked for it before.</param>
    /// <param name="took">From its call to its end.</param>
    internal void CarriedOut(Phase phase, TimeSpan late, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("phase", TaskMeter.KindOf(phase.ToTask()));
        _lateness.Record(Math.Max(0, late.TotalSeconds), tag);
        _duration.Record(took.TotalSeconds, tag);
    }
}
