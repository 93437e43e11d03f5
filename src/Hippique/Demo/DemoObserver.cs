using Hippique.Gpi;
using Hippique.Hosting.Serving;
using Hippique.Orchestration.Events;

namespace Hippique.Demo;

/// <summary>Collects the decisions as they are made, and shows them if a person reads along.</summary>
internal sealed class DemoObserver(bool terminal) : IEventListener
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

    public void Heard(HippiqueEvent happened)
    {
        if (happened is not HippiqueEvent.RaceDecided { Analysis: var analysis })
            return;
        lock (_gate)
            _analyses.Add(analysis);
        if (terminal)
            Console.Out.WriteLine(TerminalDecisions.Decision(analysis));
    }
}
