using Hippique.Gpi;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Orchestration.Events;

namespace Hippique.Demo;

/// <summary>Collects the decisions as they are made, and shows them.</summary>
/// <param name="terminal">Where a person reads along; else nowhere.</param>
internal sealed class DemoObserver(TextWriter terminal) : IEventListener
{
    private readonly Lock _gate = new();
    private readonly List<RaceAnalysis> _analyses = [];
    private readonly TerminalLines _lines = new(Texts.Culture);

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
        terminal.WriteLine(string.Join(Environment.NewLine, _lines.Decision(analysis)));
    }
}
