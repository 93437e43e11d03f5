using System.Diagnostics;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Telemetry;

namespace Hippique.Orchestration.Phases;

/// <summary>Measures one call of a phase, and is its span if somebody listens.</summary>
internal sealed class PhaseWatch : IDisposable
{
    private readonly PhaseMeter? _meter;
    private readonly TimeProvider _clock;
    private readonly PhaseRun _run;
    private readonly long _begun;
    private readonly Activity? _span;

    public PhaseWatch(PhaseMeter? meter, TimeProvider clock, PhaseRun run)
    {
        (_meter, _clock, _run, _begun) = (meter, clock, run, clock.GetTimestamp());
        if (!Tracing.Source.HasListeners())
            return;
        _span = Tracing.Source.StartActivity($"phase {TaskMeter.KindOf(run.Task.Kind)}");
        _span?.SetTag("hippique.task", run.Task.Name);
        _span?.SetTag("hippique.race", run.Race.ToString());
        _span?.SetTag("hippique.phase", TaskMeter.KindOf(run.Task.Kind));
    }

    public PhaseResult End(PhaseResult result)
    {
        var late = _run.Looked - _run.DueAt;
        var end = (result as PhaseResult.Ended)?.End;
        // What an earlier call carried out was looked at by that one.
        if (end is { IsDone: true } && _run.HasLooked)
            _meter?.CarriedOut(_run.Phase, late, _clock.GetElapsedTime(_begun));
        if (_span is null)
            return result;
        _span.SetTag("hippique.phase.state", end?.State ?? "again");
        if (_run.HasLooked)
            _span.SetTag("hippique.phase.lateness_seconds", late.TotalSeconds);
        if (end is TaskEnd.Missed or TaskEnd.Failed)
            _span.Fail(end.State);
        return result;
    }

    public void Dispose() => _span?.Dispose();
}
