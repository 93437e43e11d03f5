using Hippique.Racing;

namespace Hippique.Demo.Simulation;

/// <summary>A day of invented races; <c>docs/simulator.md</c> has the formulas. The same seed and date give the same day.</summary>
internal sealed record SimulatedDay
{
    public required ulong Seed { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>By meeting, then race.</summary>
    public required IReadOnlyList<SimulatedMeeting> Meetings { get; init; }
    public IEnumerable<SimulatedRace> Races => Meetings.SelectMany(meeting => meeting.Races);
}

/// <summary>One racecourse of the day.</summary>
internal sealed record SimulatedMeeting
{
    public required int Number { get; init; }
    public required string Name { get; init; }
    public required Discipline Discipline { get; init; }
    public required string Going { get; init; }

    /// <summary>From this instant the rest of the meeting is called off; null: it is run to its end.</summary>
    public DateTimeOffset? AbandonedAt { get; init; }
    public required IReadOnlyList<SimulatedRace> Races { get; init; }
}

/// <summary>One race, with what only the simulator knows of it.</summary>
internal sealed record SimulatedRace
{
    public required RaceId Id { get; init; }
    public required string Meeting { get; init; }
    public required string Name { get; init; }
    public required Discipline Discipline { get; init; }
    public required int DistanceMetres { get; init; }
    public required int PrizeEuros { get; init; }
    public required string Going { get; init; }

    /// <summary>The off as the morning's programme has it.</summary>
    public required DateTimeOffset Announced { get; init; }

    /// <summary>The real one.</summary>
    public required DateTimeOffset Off { get; init; }

    /// <summary>From this instant pages show <see cref="Off"/>.</summary>
    public required DateTimeOffset OffKnownAt { get; init; }

    /// <summary>The race is not run.</summary>
    public bool Abandoned { get; init; }

    /// <summary>By number; non-runners among them.</summary>
    public required IReadOnlyList<Runner> Runners { get; init; }

    /// <summary>The betting; over the starters in the order of their numbers.</summary>
    public required Crowd Crowd { get; init; }

    /// <summary>Win probabilities of the starters; they never reach a page.</summary>
    public required IReadOnlyList<double> TrueWin { get; init; }

    /// <summary>Numbers in the order of arrival; all starters.</summary>
    public required IReadOnlyList<int> Arrival { get; init; }

    public IReadOnlyList<int> Starters => [.. Runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number)];

    public DateTimeOffset OffShownAt(DateTimeOffset now) => now < OffKnownAt ? Announced : Off;
}
