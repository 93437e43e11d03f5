using Hippique.Gpi;
using Hippique.Hosting.Serving;
using Hippique.Orchestration.Phases;

namespace Hippique.Demo;

/// <summary>Collects the decisions as they fall, and shows them where a person reads along.</summary>
internal sealed class DemoObserver(bool terminal) : IPhaseObserver
{
    private readonly Lock _gate = new();
    private readonly List<RaceAnalysis> _analyses = [];

    /// <summary>By race.</summary>
    public IReadOnlyList<RaceAnalysis> Analyses
    {
        get
        {
            lock (_gate)
                return [.. _analyses.OrderBy(analysis => analysis.Race)];
        }
    }

    public void PhaseEnded(PhaseResult.Ended ended)
    {
        lock (_gate)
        {
            if (ended.Analysis is { } analysis)
                _analyses.Add(analysis);
            if (terminal && ended.Analysis is { } shown)
                Console.Out.WriteLine(TerminalDecisions.Decision(shown));
        }
    }
}
