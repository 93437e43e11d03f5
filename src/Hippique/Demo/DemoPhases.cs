using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Demo;

/// <summary>The looks of the day, two a race: a look that was put off because its off moved is counted once, by its last task.</summary>
internal sealed class DemoPhases
{
    private readonly List<IGrouping<(RaceId Race, TaskKind Kind), TaskRecord>> _looks;

    public DemoPhases(IEnumerable<TaskRecord> tasks)
    {
        _looks = [.. tasks.Where(record => record.Task.Kind.IsPhase()).GroupBy(record => (record.Task.RaceOrThrow, record.Task.Kind))];
        Ends = [.. _looks.Select(look => Last(look).End)];
    }

    /// <summary>One for each look.</summary>
    public IReadOnlyList<TaskEnd?> Ends { get; }

    public int Count<T>()
        where T : TaskEnd => Ends.Count(end => end is T);

    /// <summary>Races whose off moved while a look waited: from when to when, and how many looks moved with it.</summary>
    public IEnumerable<(RaceId Race, DateTimeOffset From, DateTimeOffset To, int Looks)> Moves =>
        _looks
            .Where(look => look.Count() > 1)
            .GroupBy(look => look.Key.Race)
            .OrderBy(race => race.Key)
            .Select(race => (race.Key, First(race.First()).Task.OffOrThrow, Last(race.First()).Task.OffOrThrow, race.Count()));

    /// <summary>How many looks of the race were called off.</summary>
    public int CalledOff(RaceId race) => _looks.Count(look => look.Key.Race == race && Last(look).End is TaskEnd.Cancelled);

    private static TaskRecord First(IEnumerable<TaskRecord> look) => look.MinBy(record => record.Task.Name.Length)!;

    /// <summary>The task that was not put off again.</summary>
    private static TaskRecord Last(IGrouping<(RaceId Race, TaskKind Kind), TaskRecord> look) =>
        look.FirstOrDefault(record => record.End is not TaskEnd.Cancelled) ?? look.MaxBy(record => record.Task.Name.Length)!;
}
