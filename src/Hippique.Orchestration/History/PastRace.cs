using Hippique.Racing;

namespace Hippique.Orchestration.History;

/// <summary>What the record keeps of a race that was run: who started, who won, and the times of trotters. One line of <c>history/{date}.jsonl</c>.</summary>
public sealed record PastRace
{
    public required DateOnly Date { get; init; }

    /// <summary>Number in the day's programme: <c>R1C3</c>.</summary>
    public required string Race { get; init; }
    public required DisciplineFamily Family { get; init; }

    /// <summary>Those that took part, by number.</summary>
    public required IReadOnlyList<PastRunner> Runners { get; init; }

    /// <summary>Null where the race is of no known family or nobody is known to have won: there is nothing to learn from it.</summary>
    /// <param name="card">The card; its non-runners are left out.</param>
    /// <param name="arrival">Numbers in order of arrival; a dead heat in one list.</param>
    /// <param name="nonRunners">Withdrawn after the card was seen.</param>
    /// <param name="times">Seconds per kilometre by number.</param>
    public static PastRace? From(
        RaceCard card,
        IReadOnlyList<IReadOnlyList<int>> arrival,
        IReadOnlyCollection<int> nonRunners,
        IReadOnlyDictionary<int, double> times
    )
    {
        var family = card.Discipline.Family();
        if (family == DisciplineFamily.Unknown || arrival.Count == 0)
            return null;
        return new PastRace
        {
            Date = card.Id.Date,
            Race = card.Id.Code.ToString(),
            Family = family,
            Runners =
            [
                .. card.Runners.Where(runner => !runner.NonRunner && !nonRunners.Contains(runner.Number))
                    .Select(runner => new PastRunner(
                        runner.Horse,
                        runner.Jockey,
                        runner.Trainer,
                        arrival[0].Contains(runner.Number),
                        times.TryGetValue(runner.Number, out var time) ? time : null
                    )),
            ],
        };
    }
}

/// <param name="Horse">As published.</param>
/// <param name="Jockey">Jockey or driver, as published.</param>
/// <param name="Trainer">As published.</param>
/// <param name="Won">First, alone or in a dead heat.</param>
/// <param name="SecondsPerKm">Null where no time is known.</param>
public sealed record PastRunner(string Horse, string? Jockey, string? Trainer, bool Won, double? SecondsPerKm);
