using Hippique.Gpi.Rules;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Demo.Simulation;

/// <summary>Makes a <see cref="SimulatedDay"/>: five meetings of eight races, one race whose off moves, one that is called off.</summary>
internal static class DayMaker
{
    private const int RacesAMeeting = 8;
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(14);

    private static readonly Pattern[] Meetings =
    [
        new(Discipline.Flat, new TimeOnly(12, 5), 31, "Bon"),
        new(Discipline.Hurdle, new TimeOnly(12, 20), 40, "Collant"),
        new(Discipline.Harness, new TimeOnly(13, 30), 33, "Bon"),
        new(Discipline.Flat, new TimeOnly(14, 10), 32, "Souple"),
        new(Discipline.Harness, new TimeOnly(15, 15), 30, "Bon"),
    ];

    public static SimulatedDay Make(ulong seed, DateOnly date)
    {
        var random = new SplitMix64(SplitMix64.SeedOf($"day {seed} {date:yyyy-MM-dd}"));
        var courses = Shuffled(ref random, InventedNames.Racecourses);
        var names = Shuffled(ref random, InventedNames.RaceWords);
        var horses = Shuffled(
            ref random,
            [
                .. InventedNames.HorseFirst.SelectMany(first =>
                    InventedNames.HorseSecond.Select(second => $"{first} {second}".ToUpperInvariant())
                ),
            ]
        );
        var stable = new Queue<string>(horses);
        var meetings = new List<SimulatedMeeting>();
        for (var m = 0; m < Meetings.Length; m++)
        {
            var races = new List<SimulatedRace>();
            for (var r = 0; r < RacesAMeeting; r++)
            {
                var id = new RaceId(date, new RaceCode(m + 1, r + 1));
                var name = $"Prix {names[m * RacesAMeeting + r]}";
                races.Add(Race(seed, id, courses[m], name, Meetings[m], moved: (m, r) == (3, 4), abandoned: (m, r) == (1, 7), stable));
            }
            var lost = races.Find(race => race.Abandoned);
            meetings.Add(
                new SimulatedMeeting
                {
                    Number = m + 1,
                    Name = courses[m],
                    Discipline = Meetings[m].Discipline,
                    Going = Meetings[m].Going,
                    AbandonedAt = lost is null ? null : lost.Announced - TimeSpan.FromMinutes(35),
                    Races = races,
                }
            );
        }
        return new SimulatedDay
        {
            Seed = seed,
            Date = date,
            Meetings = meetings,
        };
    }

    private static SimulatedRace Race(
        ulong seed,
        RaceId id,
        string meeting,
        string name,
        Pattern pattern,
        bool moved,
        bool abandoned,
        Queue<string> stable
    )
    {
        // A generator of its own, so that a race does not change with the others.
        var random = new SplitMix64(SplitMix64.SeedOf($"race {seed} {id}"));
        var discipline = KindOf(pattern.Discipline, id.Code.Race);
        var starters = 7 + (int)(random.NextUniform() * 9.999);
        // Now and then a small field, in which two places are paid or too few run.
        if (random.NextUniform() < 0.12)
            starters = 6;
        var withdrawn = random.NextUniform() < 0.2 ? 1 + (int)((starters + 1) * random.NextUniform() * 0.999) : 0;
        var win = Truth.Chances(ref random, starters);
        // A withdrawn horse was declared, and the places are counted on the declared.
        var places = Regulated.Default.PlacesPaid(id.Date, new FieldSize(withdrawn > 0 ? starters + 1 : starters, starters));
        var placed = Truth.Placed(win, discipline, places);
        var crowd = Crowd.Gather(ref random, win, placed, places);
        var runners = RunnerMaker.Field(ref random, win, withdrawn, discipline, stable);
        var numbers = runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number).ToList();
        var announced = ParisTime.At(id.Date, pattern.First).AddMinutes(pattern.Minutes * (id.Code.Race - 1));
        return new SimulatedRace
        {
            Id = id,
            Meeting = meeting,
            Name = name,
            Discipline = discipline,
            DistanceMetres = discipline.Family() == DisciplineFamily.Flat ? 1400 + 200 * id.Code.Race : 2100 + 250 * (id.Code.Race % 6),
            PrizeEuros = 8_000 + 1_000 * (int)(random.NextUniform() * 30),
            Going = pattern.Going,
            Announced = announced,
            Off = moved ? announced + Delay : announced,
            OffKnownAt = moved ? announced - TimeSpan.FromMinutes(40) : DateTimeOffset.MinValue,
            Abandoned = abandoned,
            Runners = runners,
            Crowd = crowd,
            TrueWin = win,
            Arrival = [.. Truth.Run(ref random, win, discipline).Select(i => numbers[i])],
        };
    }

    private static Discipline KindOf(Discipline meeting, int race) =>
        (meeting, race % 4) switch
        {
            (Discipline.Hurdle, 0 or 2) => Discipline.Steeplechase,
            (Discipline.Harness, 3) => Discipline.MountedTrot,
            _ => meeting,
        };

    private static List<string> Shuffled(ref SplitMix64 random, IReadOnlyList<string> words)
    {
        var list = words.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = (int)(random.Next() % (ulong)(i + 1));
            (list[i], list[j]) = (list[j], list[i]);
        }
        return list;
    }

    private sealed record Pattern(Discipline Discipline, TimeOnly First, int Minutes, string Going);
}
