namespace Hippique.Testing.Chaos;

/// <summary>What is done to a node.</summary>
public enum IncidentKind
{
    /// <summary>SIGKILL, and a new start.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT after several leases.</summary>
    Stop,

    /// <summary>Its connections to the database end, and it gets no new ones.</summary>
    Cut,

    /// <summary>The server ends all sessions and is away.</summary>
    Database,
}

/// <summary>One of them. All that is chosen at random is chosen before it begins, so that a seed gives the same ones again.</summary>
/// <param name="Kind">What.</param>
/// <param name="Node">To which of the nodes; of no meaning for the database.</param>
/// <param name="Gap">After the one before it, as a part of the longest.</param>
/// <param name="IsEarly">A life that ends before the service answers.</param>
/// <param name="Absence">As a part of the longest.</param>
public sealed record Incident(IncidentKind Kind, int Node, double Gap, bool IsEarly, double Absence)
{
    private const double EarlyShare = 0.4;

    /// <param name="random">Gives the same ones for the same seed.</param>
    /// <param name="nodes">How many there are.</param>
    /// <param name="database">Whether the database is restarted too.</param>
    public static Incident Next(Random random, int nodes, bool database)
    {
        var (kind, node, gap, early, absence) = (
            random.NextDouble(),
            random.Next(nodes),
            random.NextDouble(),
            random.NextDouble() < EarlyShare,
            random.NextDouble()
        );
        return new Incident(KindOf(kind, nodes, database), node, gap, early, absence);
    }

    private static IncidentKind KindOf(double drawn, int nodes, bool database) =>
        database && drawn >= 0.92 ? IncidentKind.Database
        : nodes == 1 || drawn < 0.5 ? IncidentKind.Kill
        : drawn < 0.71 ? IncidentKind.Stop
        : IncidentKind.Cut;
}
