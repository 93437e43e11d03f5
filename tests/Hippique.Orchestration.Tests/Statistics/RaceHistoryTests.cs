using CsCheck;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class RaceHistoryTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void Of_RacesOfEarlierDays_AreCountedAndNothingElse()
    {
        var history = new RaceHistory([
            Race(Monday, "R1C1", winner: "A.DUPRE"),
            Race(Monday.AddDays(1), "R1C1", winner: "A.DUPRE"),
            Race(Monday.AddDays(2), "R1C1", winner: "A.DUPRE"),
        ]);
        var known = history.Of(Card(Monday.AddDays(2)))[0];
        known.Jockey!.Starts.ShouldBe(2);
        known.Jockey.Wins.ShouldBe(2);
        known.Jockey.FamilyRate.ShouldBe(0.5);
        known.Jockey.Known.ShouldBeFalse();
        // (2 + 30 · ½) / (2 + 30)
        known.Jockey.Rate.ShouldBe(17.0 / 32, 1e-12);
        known.Times.ShouldBe([73.5, 73.5]);
        history.Of(Card(Monday)).ShouldBeEmpty();
    }

    /// <summary>Whatever comes out on the day and later, the statistics of the day stay as they are.</summary>
    [Fact]
    public void Of_ResultsOfTheDayAndLaterChanged_StaysTheSame()
    {
        var day = Monday.AddDays(3);
        var first = new RaceHistory(Week("A.DUPRE", "A.DUPRE"));
        var second = new RaceHistory(Week("A.DUPRE", "B.MARTIN"));
        Same(second.Of(Card(day)), first.Of(Card(day)));
        second.Of(Card(day.AddDays(1)))[0].Jockey!.Wins.ShouldNotBe(first.Of(Card(day.AddDays(1)))[0].Jockey!.Wins);

        IEnumerable<PastRace> Week(string before, string after) =>
            Enumerable.Range(0, 7).Select(i => Race(Monday.AddDays(i), "R1C1", winner: i < 3 ? before : after));
    }

    [Fact]
    public void Of_NamesOfAnotherSource_AreTheSamePeople()
    {
        var history = new RaceHistory([Race(Monday, "R1C1", winner: "A.DUPRÉ")]);
        history.Of(Card(Monday.AddDays(1)))[0].Jockey!.Wins.ShouldBe(1);
    }

    [Fact]
    public void Of_OtherFamily_IsNotMixedIn()
    {
        var history = new RaceHistory([Race(Monday, "R1C1", winner: "A.DUPRE") with { Family = DisciplineFamily.Flat }]);
        history.Of(Card(Monday.AddDays(1))).ShouldBeEmpty();
    }

    [Fact]
    public void Of_PublicCameToBackHerHorses_SaysSo()
    {
        // From 4 to 3 while the other went from 4 to 6: ln(4/3) and ln(4/6), less their mean, is ± ln(6/3)/2; drawn in by ten starts.
        var history = new RaceHistory([Race(Monday, "R1C1", winner: "A.DUPRE", close: (3, 6))]);
        history.Of(Card(Monday.AddDays(1)))[0].JockeyMove.ShouldBe(Math.Log(2) / 2 / 11, 1e-12);
    }

    [Fact]
    public void Of_TwoRacesOfOneDayAndNumber_TheFirstCounts()
    {
        var history = new RaceHistory([Race(Monday, "R1C1", winner: "A.DUPRE"), Race(Monday, "R1C1", winner: "B.MARTIN")]);
        history.Races.ShouldBe(1);
        history.Of(Card(Monday.AddDays(1)))[0].Jockey!.Wins.ShouldBe(1);
    }

    [Fact]
    public void Of_UnknownPeopleAndHorses_HaveNoRecord()
    {
        var card = Card(Monday.AddDays(1));
        var unknown = card.Runners[0] with { Horse = "INCONNU", Jockey = "Z.AUTRE" };
        var unnamed = card.Runners[0] with { Number = 2, Jockey = null };
        var known = new RaceHistory([Race(Monday, "R1C1", winner: "A.DUPRE")]).Of(card with { Runners = [unknown, unnamed] });
        known.Select(runner => runner.Number).ShouldBe([1, 2]);
        known.ShouldAllBe(runner => runner.Jockey == null && runner.Trainer == null && runner.JockeyMove == 0);
        known[0].Times.ShouldBeEmpty();
        known[1].Times.ShouldBe([73.5]);
    }

    [Fact]
    public void Of_MoreThanThreeTimes_KeepsTheLatestThreeTheLatestFirst()
    {
        var races = Enumerable.Range(0, 5).Select(i => Timed(Race(Monday.AddDays(i), "R1C1", winner: "A.DUPRE"), 70 + i));
        new RaceHistory(races.Reverse()).Of(Card(Monday.AddDays(4)))[0].Times.ShouldBe([73, 72, 71]);
    }

    [Fact]
    public void Of_TrainerAndOwner_AreCountedApart()
    {
        var race = Race(Monday, "R1C1", winner: "A.DUPRE");
        race = race with { Runners = [race.Runners[0] with { Trainer = "A.DUPRE", Owner = "A.DUPRE" }, race.Runners[1]] };
        var card = Card(Monday.AddDays(1));
        var known = new RaceHistory([race]).Of(card with { Runners = [card.Runners[0] with { Trainer = "B.MARTIN" }] })[0];
        known.Jockey!.Starts.ShouldBe(1);
        known.Trainer.ShouldBeNull();
    }

    [Fact]
    public void Of_EmptyRecord_IsEmpty() => RaceHistory.Empty.Of(Card(Monday)).ShouldBeEmpty();

    /// <summary>In whatever order the races come, the record is the same.</summary>
    [Fact]
    public void Of_AnyOrderOfTheRaces_GivesTheSame()
    {
        var races = Enumerable.Range(0, 6).Select(i => Race(Monday.AddDays(i), "R1C1", i % 2 == 0 ? "A.DUPRE" : "B.MARTIN")).ToArray();
        var expected = new RaceHistory(races).Of(Card(Monday.AddDays(5)));
        Gen.Shuffle(races).Sample(shuffled => Same(new RaceHistory(shuffled).Of(Card(Monday.AddDays(5))), expected), iter: 50);
    }

    private static PastRace Timed(PastRace race, double seconds) =>
        race with
        {
            Runners = [.. race.Runners.Select(runner => runner with { SecondsPerKm = seconds })],
        };

    [Fact]
    public async Task Import_SameRacesTwice_AddsThemOnce()
    {
        var store = new HistoryStore(new MemoryArtifactStore());
        PastRace[] races = [Race(Monday, "R1C1", "A.DUPRE"), Race(Monday, "R1C2", "B.MARTIN"), Race(Monday.AddDays(1), "R1C1", "A.DUPRE")];
        var cancelled = TestContext.Current.CancellationToken;
        (await store.ImportAsync(races, cancelled)).ShouldBe(new HistoryImport(3, 0));
        (await store.ImportAsync([.. races, Race(Monday, "R2C1", "A.DUPRE")], cancelled)).ShouldBe(new HistoryImport(1, 3));
        var loaded = await store.LoadAsync(cancelled);
        loaded.Races.ShouldBe(4);
        Same(loaded.Of(Card(Monday.AddDays(5))), new RaceHistory([.. races, Race(Monday, "R2C1", "A.DUPRE")]).Of(Card(Monday.AddDays(5))));
    }

    private static void Same(IReadOnlyList<RunnerStatistics> actual, IReadOnlyList<RunnerStatistics> expected)
    {
        actual.Count.ShouldBe(expected.Count);
        for (var i = 0; i < actual.Count; i++)
        {
            (actual[i] with { Times = [] }).ShouldBe(expected[i] with { Times = [] });
            actual[i].Times.ShouldBe(expected[i].Times);
        }
    }

    private static PastRace Race(DateOnly date, string race, string winner, (double, double)? close = null) =>
        new()
        {
            Date = date,
            Race = race,
            Family = DisciplineFamily.Trot,
            Runners = [Past("Éclair du Pré", "A.DUPRE", winner, close?.Item1), Past("FLAMME", "B.MARTIN", winner, close?.Item2)],
        };

    private static PastRunner Past(string horse, string jockey, string winner, double? close)
    {
        var won = winner.StartsWith(jockey[..3], StringComparison.Ordinal);
        return new PastRunner
        {
            Horse = horse,
            Jockey = won ? winner : jockey,
            Won = won,
            SecondsPerKm = 73.5,
            OddsH30 = close is null ? null : 4,
            OddsClose = close,
        };
    }

    private static RaceCard Card(DateOnly date) =>
        new()
        {
            Id = new RaceId(date, new RaceCode(1, 1)),
            Meeting = "INVENTÉ",
            Country = "FRA",
            Name = "PRIX INVENTÉ",
            Off = ParisTime.At(date, new TimeOnly(14, 0)),
            Discipline = Discipline.Harness,
            Runners =
            [
                new Runner
                {
                    Number = 1,
                    Horse = "ECLAIR DU PRE",
                    Jockey = "A. Dupre",
                },
            ],
        };
}
