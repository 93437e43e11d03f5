using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>Everything that was staked on each bet of a race, in cents, by PMU's name of the bet (<c>E_SIMPLE_PLACE</c>).</summary>
public sealed record PmuTotals(IReadOnlyDictionary<string, long> Cents)
{
    /// <summary>Where it came from, for errors.</summary>
    public required string Url { get; init; }

    /// <summary>Rows that could not be read, each by name.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>When its answer arrived, on the program's clock; null of a saved answer.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>In euros; null if the bet is not among them.</summary>
    public Euro? Of(Pool pool, BetType bet)
    {
        foreach (var (name, cents) in Cents)
            if (PmuBets.FromName(name) == bet && PmuBets.PoolOfMoney(name) == pool)
                return Euro.FromCents(cents);
        return null;
    }
}

/// <summary>Reads the answer of <c>programme/DDMMYYYY/R1/C1/masse-enjeu</c>: a list at the root.</summary>
public static class PmuTotalsAnswer
{
    public static SourceAnswer<PmuTotals> Parse(ReadOnlyMemory<byte> body, string url)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return new SourceAnswer<PmuTotals>.Refused(error!);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            return new SourceAnswer<PmuTotals>.Refused(
                PmuDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"the totals of the bets are no list"))
            );
        var (totals, doubtful, notes) = (
            new SortedDictionary<string, long>(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal),
            new List<SourceError>()
        );
        foreach (var bet in document.RootElement.EnumerateArray())
        {
            if (bet.Text("typePari") is not { } name || bet.Whole("totalEnjeu", 0, long.MaxValue) is not { } cents)
                Note(Problem.Of($"a total names no bet (typePari), or is no amount in cents (totalEnjeu)"));
            else if (!totals.TryAdd(name, cents) && totals[name] != cents && doubtful.Add(name))
                Note(Problem.Of($"two totals of {Quoted.Short(name)}: neither counts"));
        }
        foreach (var name in doubtful)
            totals.Remove(name);
        return totals.Count == 0 && notes.Count > 0
            ? new SourceAnswer<PmuTotals>.Refused(notes[0])
            : new SourceAnswer<PmuTotals>.Found(
                new PmuTotals(totals) { Url = url, Notes = [.. notes.Select(note => note.ToString()).Distinct()] }
            );

        void Note(Problem why) => notes.Add(PmuDocument.Changed(url, why));
    }
}
