using CsCheck;
using Hippique.Orchestration.Statistics;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class DayTallyTests
{
    [Fact]
    public void Before_the_first_day_there_is_nothing()
    {
        var tally = new DayTally();
        tally.Before(int.MaxValue).ShouldBe(default);
        tally.Add(10, won: true, move: null);
        tally.Before(10).ShouldBe(default);
        tally.Before(11).ShouldBe(new DayTally.Sums(1, 1, 0, 0));
    }

    [Fact]
    public void Races_of_one_day_are_added_up_and_seen_together_on_the_next()
    {
        var tally = new DayTally();
        tally.Add(10, won: true, move: .5);
        tally.Add(10, won: false, move: null);
        tally.Add(12, won: false, move: -.25);

        tally.Before(11).ShouldBe(new DayTally.Sums(2, 1, 1, .5));
        tally.Before(12).ShouldBe(tally.Before(11));
        tally.Before(13).ShouldBe(new DayTally.Sums(3, 1, 2, .25));
    }

    [Fact]
    public void A_mean_move_is_drawn_in_by_ten_starts()
    {
        default(DayTally.Sums).MeanMove.ShouldBe(0);
        new DayTally.Sums(5, 0, 5, 3).MeanMove.ShouldBe(.2, 1e-12);
    }

    /// <summary>The search gives what adding up every race before the day gives.</summary>
    [Fact]
    public void Any_morning_sees_exactly_the_races_before_it() =>
        Gen.Select(Gen.Select(Gen.Int[0, 30], Gen.Bool).List[0, 40], Gen.Int[-1, 32])
            .Sample(
                (races, morning) =>
                {
                    var tally = new DayTally();
                    foreach (var (day, won) in races.OrderBy(race => race.Item1))
                        tally.Add(day, won, move: null);
                    var before = races.Where(race => race.Item1 < morning).ToList();
                    tally.Before(morning).ShouldBe(new DayTally.Sums(before.Count, before.Count(race => race.Item2), 0, 0));
                }
            );
}
