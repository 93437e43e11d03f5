using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Demo.Simulation;

/// <summary>Invents the card of a race: names, ages, records and a musique that says a little of the horse's true chance.</summary>
internal static class RunnerMaker
{
    /// <param name="random">The race's generator.</param>
    /// <param name="win">True win probabilities of the starters.</param>
    /// <param name="withdrawn">The number that does not run; 0: all run.</param>
    /// <param name="discipline">For the marks of the musique and for times.</param>
    /// <param name="stable">Names not yet given; each horse runs once a day.</param>
    public static IReadOnlyList<Runner> Field(
        ref SplitMix64 random,
        IReadOnlyList<double> win,
        int withdrawn,
        Discipline discipline,
        Queue<string> stable
    )
    {
        var runners = new List<Runner>();
        var starter = 0;
        var count = win.Count + (withdrawn > 0 ? 1 : 0);
        for (var number = 1; number <= count; number++)
        {
            var chance = number == withdrawn ? 1.0 / count : win[starter++];
            var strength = Math.Log(chance * win.Count);
            var trot = discipline.Family() == DisciplineFamily.Trot;
            runners.Add(
                new Runner
                {
                    Number = number,
                    Horse = stable.Dequeue(),
                    NonRunner = number == withdrawn,
                    Jockey = Person(ref random),
                    Trainer = Person(ref random),
                    Sex = random.NextUniform() < 0.4 ? "F" : "H",
                    Age = 3 + (int)(random.NextUniform() * 5),
                    EarningsCents = 100L * (long)Math.Round(20_000 * Math.Exp(0.4 * strength + 0.7 * random.NextNormal())),
                    Form = Form(ref random, strength, discipline),
                    RecordSecondsPerKm = trot ? Math.Round(74.5 - 0.6 * strength + 0.7 * random.NextNormal(), 1) : null,
                    WeightKg = trot ? null : 54 + Math.Round(8 * random.NextUniform()) / 2,
                    HandicapDistanceMetres = null,
                }
            );
        }
        return runners;
    }

    private static string Person(ref SplitMix64 random)
    {
        var family = InventedNames.People[random.Next() % (ulong)InventedNames.People.Length];
        var initial = (char)('A' + (int)(random.Next() % 22));
        return $"{family} {initial}.";
    }

    private static string Form(ref SplitMix64 random, double strength, Discipline discipline)
    {
        var mark = discipline switch
        {
            Discipline.Flat => 'p',
            Discipline.Harness => 'a',
            Discipline.MountedTrot => 'm',
            Discipline.Hurdle => 'h',
            _ => 's',
        };
        var runs = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var place = (int)Math.Round(5.5 - 2 * strength + 3 * random.NextNormal());
            runs.Add(place > 9 ? "0" : Math.Max(1, place).ToString(CultureInfo.InvariantCulture));
        }
        return string.Join(' ', runs.Select(run => run + mark));
    }
}
