using Hippique.Racing;

namespace Hippique.Orchestration.Statistics;

/// <summary>A race that was run, as the record keeps it: the starters, the winner and the times of trotters. One line of <c>history/{date}.jsonl</c>.</summary>
public sealed record PastRace
{
    public required DateOnly Date { get; init; }

    /// <summary>Number in the day's programme: <c>R1C3</c>.</summary>
    public required string Race { get; init; }
    public required DisciplineFamily Family { get; init; }

    /// <summary>Those that took part, by number.</summary>
    public required IReadOnlyList<PastRunner> Runners { get; init; }

    /// <summary>Null if the family of the race or its winner is not known: such a race adds nothing to the statistics.</summary>
    /// <param name="card">The card; its non-runners are left out.</param>
    /// <param name="arrival">Numbers in order of arrival; a dead heat in one list.</param>
    /// <param name="nonRunners">Withdrawn after the card was seen.</param>
    /// <param name="times">Seconds per kilometre by number.</param>
    /// <param name="early">Win odds at H-30, of one pool.</param>
    /// <param name="close">Win odds at the close, of the same pool.</param>
    public static PastRace? From(
        RaceCard card,
        IReadOnlyList<IReadOnlyList<int>> arrival,
        IReadOnlyCollection<int> nonRunners,
        IReadOnlyDictionary<int, double> times,
        IReadOnlyList<WinPrice> early,
        IReadOnlyList<WinPrice> close
    )
    {
        var family = card.Discipline.Family();
        if (family == DisciplineFamily.Unknown || arrival.Count == 0)
            return null;
        var h30 = early.ToDictionary(price => price.Number, price => price.Odds.Value);
        var last = close.ToDictionary(price => price.Number, price => price.Odds.Value);
        return new PastRace
        {
            Date = card.Id.Date,
            Race = card.Id.Code.ToString(),
            Family = family,
            Runners = [.. card.Runners.Where(runner => !runner.NonRunner && !nonRunners.Contains(runner.Number)).Select(Past)],
        };

        PastRunner Past(Runner runner) =>
            new()
            {
                Horse = runner.Horse,
                Jockey = runner.Jockey,
                Trainer = runner.Trainer,
                Owner = runner.Owner,
                Won = arrival[0].Contains(runner.Number),
                SecondsPerKm = times.TryGetValue(runner.Number, out var time) ? time : null,
                OddsH30 = h30.TryGetValue(runner.Number, out var first) ? first : null,
                OddsClose = last.TryGetValue(runner.Number, out var final) ? final : null,
            };
    }
}

/// <summary>A horse that took part; names as published, null if not known.</summary>
public sealed record PastRunner
{
    public required string Horse { get; init; }

    /// <summary>Jockey, or driver in trot.</summary>
    public string? Jockey { get; init; }
    public string? Trainer { get; init; }
    public string? Owner { get; init; }

    /// <summary>First, alone or in a dead heat.</summary>
    public bool Won { get; init; }
    public double? SecondsPerKm { get; init; }

    /// <summary>Win odds of one and the same pool, half an hour before the off and at the close.</summary>
    public double? OddsH30 { get; init; }
    public double? OddsClose { get; init; }
}
