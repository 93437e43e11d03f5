using System.Globalization;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Testing.Chaos;

/// <summary>What was done to a day, and what was found.</summary>
public sealed record ChaosReport
{
    public required DateOnly Date { get; init; }
    public required IReadOnlyDictionary<IncidentKind, int> Incidents { get; init; }

    /// <summary>Kills of a service that did not answer yet.</summary>
    public required int Early { get; init; }

    /// <summary>The looks of the day.</summary>
    public required IReadOnlyList<TaskRecord> Looks { get; init; }

    /// <summary>All tasks of the day.</summary>
    public required int Tasks { get; init; }

    /// <summary>Tickets that can be bought.</summary>
    public required IReadOnlyList<Ticket> Tickets { get; init; }

    /// <summary>Races whose tickets are settled.</summary>
    public required int Settled { get; init; }

    /// <summary>Of each restart that lived for so long: from its first answer until the states were right, in seconds.</summary>
    public required IReadOnlyList<double> Righted { get; init; }
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>One line for each number.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Line(
            $"{Date:yyyy-MM-dd}: {string.Join(", ", Incidents.Select(kind => $"{kind.Value} x {kind.Key.ToString().ToLowerInvariant()}"))}, {Early} of the kills before the service answered"
        );
        yield return Line(
            $"  {Tasks} tasks, {Looks.Count} looks: {string.Join(", ", Looks.GroupBy(look => look.End?.State ?? "open").OrderBy(state => state.Key, StringComparer.Ordinal).Select(state => $"{state.Count()} {state.Key}"))}; {Tickets.Count} tickets of {Tickets.Sum(ticket => ticket.Stake.Amount):0.00} €, {Settled} races settled"
        );
        yield return Line(
            $"  {Righted.Count} restarts judged: states right after {Righted.DefaultIfEmpty().Average():0.00} s, {Righted.DefaultIfEmpty().Max():0.00} s at most"
        );
        yield return Line($"  {Faults.Count} faults");
        foreach (var fault in Faults)
            yield return $"  {fault}";
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
