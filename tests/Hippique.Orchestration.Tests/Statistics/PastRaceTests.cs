using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class PastRaceTests
{
    [Fact]
    public void From_a_card_and_an_arrival_keeps_the_starters_and_the_winner()
    {
        var race = From([
            [2],
            [1],
        ])!;

        (race.Date, race.Race, race.Family).ShouldBe((InventedRaces.Day, "R1C3", DisciplineFamily.Trot));
        race.Runners.Count.ShouldBe(InventedRaces.Runners);
        race.Runners.Where(runner => runner.Won).ShouldHaveSingleItem().Horse.ShouldBe("Ruban Bleu");
        race.Runners.ShouldAllBe(runner => runner.SecondsPerKm == null && runner.OddsH30 == null && runner.OddsClose == null);
    }

    [Fact]
    public void From_a_dead_heat_both_have_won() =>
        From([
            [2, 5],
            [1],
        ])!
            .Runners.Count(runner => runner.Won)
            .ShouldBe(2);

    [Fact]
    public void From_non_runners_of_the_card_and_of_the_result_are_left_out()
    {
        var card = InventedRaces.Card();
        card = card with { Runners = [card.Runners[0] with { NonRunner = true }, .. card.Runners.Skip(1)] };

        var race = From(
            [
                [2],
            ],
            card,
            nonRunners: [3]
        )!;

        race.Runners.Select(runner => runner.Horse).ShouldNotContain("Ligne, Droite");
        race.Runners.Select(runner => runner.Horse).ShouldNotContain("Été Indien");
        race.Runners.Count.ShouldBe(InventedRaces.Runners - 2);
    }

    [Fact]
    public void From_times_and_prices_go_to_their_numbers()
    {
        var race = PastRace.From(
            InventedRaces.Card(),
            [
                [2],
            ],
            [],
            new Dictionary<int, double> { [4] = 73.4 },
            [new WinPrice(1, new Odds(3)), new WinPrice(99, new Odds(50))],
            [new WinPrice(2, new Odds(4.5))]
        )!;

        race.Runners[3].SecondsPerKm.ShouldBe(73.4);
        (race.Runners[0].OddsH30, race.Runners[0].OddsClose).ShouldBe((3, null));
        (race.Runners[1].OddsH30, race.Runners[1].OddsClose).ShouldBe((null, 4.5));
    }

    [Fact]
    public void From_people_are_kept_as_published()
    {
        var card = InventedRaces.Card();
        var first = card.Runners[0] with { Jockey = "A. Dupré", Trainer = "B. MARTIN", Owner = "Écurie Test" };

        var kept = From(
            [
                [1],
            ],
            card with
            {
                Runners = [first, .. card.Runners.Skip(1)],
            }
        )!.Runners[0];

        (kept.Jockey, kept.Trainer, kept.Owner).ShouldBe(("A. Dupré", "B. MARTIN", "Écurie Test"));
    }

    [Fact]
    public void From_a_race_of_no_known_family_or_without_an_arrival_nothing_is_kept()
    {
        From(
                [
                    [1],
                ],
                InventedRaces.Card() with
                {
                    Discipline = Discipline.Unknown,
                }
            )
            .ShouldBeNull();
        From([]).ShouldBeNull();
    }

    private static PastRace? From(IReadOnlyList<IReadOnlyList<int>> arrival, RaceCard? card = null, int[]? nonRunners = null) =>
        PastRace.From(card ?? InventedRaces.Card(), arrival, nonRunners ?? [], new Dictionary<int, double>(), [], []);
}
