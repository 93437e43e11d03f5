using CsCheck;
using Hippique.Orchestration.Merging;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Merging;

public sealed class CardFieldsTests
{
    /// <summary>A runner of whom everything is known.</summary>
    private static readonly Runner Full = new()
    {
        Number = 1,
        Horse = "Ligne, Droite",
        Jockey = "A. Un",
        Trainer = "B. Deux",
        Owner = "Écurie Trois",
        Sex = "F",
        Age = 5,
        Draw = 4,
        WeightKg = 56.5,
        HandicapDistanceMetres = 25,
        Rating = 38.5,
        EarningsCents = 12_345_600,
        Starts = 20,
        Wins = 4,
        Places = 9,
        Form = "1a2a",
        RecordSecondsPerKm = 73.4,
        TrainerOpinion = "positive",
        Shoes = "D4",
        Blinkers = "O",
        FirstTime = true,
    };

    /// <summary>The fields that are joined are all fields that a source may leave out: a new one must be added to the list.</summary>
    [Fact]
    public void An_empty_runner_takes_every_field_of_a_full_one()
    {
        var card = new CardFields("zeturf", View(new Runner { Number = 1, Horse = Full.Horse }));
        card.Fill("pmu", View(Full), []);
        card.ToCard().Runners.ShouldHaveSingleItem().ShouldBe(Full);
    }

    [Fact]
    public void The_number_declared_is_taken_from_the_source_that_counts_it()
    {
        var silent = View(Full);
        var counted = silent with { Card = silent.Card with { DeclaredRunners = 9 } };
        var card = new CardFields("zeturf", silent);
        card.Fill("pmu", counted, []);
        card.ToCard().Declared.ShouldBe(9);
        card.Origins.ToList().ShouldContain(origin => origin.Source == "pmu" && origin.Fields.Contains(RaceFields.Declared));

        var first = new CardFields("pmu", counted);
        first.Fill("zeturf", silent with { Card = silent.Card with { DeclaredRunners = 12 } }, []);
        first.ToCard().Declared.ShouldBe(9);
    }

    [Fact]
    public void A_full_runner_takes_nothing()
    {
        var card = new CardFields("zeturf", View(Full));
        card.Fill("pmu", View(Full with { Jockey = "Z. Autre", Owner = "Z. Autre", Starts = 99, Form = "9a" }), []);
        card.ToCard().Runners.ShouldHaveSingleItem().ShouldBe(Full);
        card.Origins.ToList().ShouldAllBe(origin => origin.Source == "zeturf");
    }

    [Fact]
    public void Starts_wins_and_places_are_counted_by_one_rule_and_never_mixed()
    {
        var card = new CardFields("zeturf", View(Full with { Starts = 20, Wins = null, Places = null }));
        card.Fill("pmu", View(Full with { Starts = 31, Wins = 7, Places = 12 }), []);
        var runner = card.ToCard().Runners[0];
        (runner.Starts, runner.Wins, runner.Places).ShouldBe((20, null, null));
    }

    [Fact]
    public void A_race_takes_the_fields_that_it_lacks()
    {
        var empty = InventedRaces.Card() with
        {
            Meeting = "",
            Country = "",
            Name = "",
            Discipline = Discipline.Unknown,
            DistanceMetres = null,
            Going = null,
        };
        var full = InventedRaces.Card() with
        {
            Going = "Souple",
            Off = InventedRaces.Off.AddMinutes(4),
            Cancelled = true,
            NotOpen = "DEPART_CONFIRME",
        };
        var card = new CardFields("zeturf", new RaceView(empty, [], []));
        card.Fill("pmu", new RaceView(full, [], []), []);
        var joined = card.ToCard();
        (joined with { Runners = full.Runners }).ShouldBe(full with { Off = empty.Off, Cancelled = false });
    }

    [Fact]
    public void A_number_that_is_another_horse_lends_nothing()
    {
        var card = new CardFields("zeturf", View(new Runner { Number = 1, Horse = Full.Horse }));
        card.Fill("pmu", View(Full), [1]);
        card.ToCard().Runners.ShouldHaveSingleItem().Jockey.ShouldBeNull();
    }

    [Fact]
    public void A_withdrawal_marks_the_runner_and_names_its_source()
    {
        var card = new CardFields("zeturf", View(Full));
        card.Withdraw(1, "pmu", InventedRaces.Off);
        card.Runners[1].NonRunner.ShouldBeTrue();
        var origin = card.Origins.ToList().Single(origin => origin.Fields.Contains("non_runner"));
        (origin.Source, origin.At).ShouldBe(("pmu", InventedRaces.Off));
    }

    /// <summary>Whatever the sources show, no runner of the first card is lost, renumbered or renamed, and none is added.</summary>
    [Fact]
    public void Joining_never_loses_or_adds_a_runner() =>
        Gen.Select(Cards, Cards, Cards)
            .Sample(
                (first, second, third) =>
                {
                    var joined = CrossCheck.Join([("zeturf", View(first)), ("pmu", View(second)), ("geny", View(third))]).View.Card;
                    joined.Runners.Select(runner => (runner.Number, runner.Horse)).ShouldBe(first.Select(own => (own.Number, own.Horse)));
                    // A field that the first source has is never replaced, and a withdrawal is never taken back.
                    foreach (var (own, now) in first.Zip(joined.Runners))
                    {
                        (own.Jockey is null || own.Jockey == now.Jockey).ShouldBeTrue();
                        (!own.NonRunner || now.NonRunner).ShouldBeTrue();
                    }
                }
            );

    /// <summary>Nothing is changed, and every origin is the one source.</summary>
    [Fact]
    public void A_single_view_comes_out_as_it_went_in() =>
        Cards.Sample(runners =>
        {
            var joined = CrossCheck.Join([("zeturf", View(runners))]);
            joined.View.Card.Runners.ShouldBe(runners);
            joined.Origins.ShouldAllBe(origin => origin.Source == "zeturf");
            joined
                .Origins.SelectMany(origin => origin.Fields)
                .Contains("jockey")
                .ShouldBe(runners.Any(runner => runner.Jockey is not null));
        });

    private static readonly Gen<Runner[]> Cards = Gen.Select(
            Gen.Int[1, 16],
            Gen.OneOf("AMBRE", "BOIS", "CARNET"),
            Gen.OneOf<string?>(null, "A. Un", "B. Deux"),
            Gen.Bool,
            (number, horse, jockey, gone) =>
                new Runner
                {
                    Number = number,
                    Horse = horse,
                    Jockey = jockey,
                    NonRunner = gone,
                }
        )
        .List[1, 16]
        .Select(runners => runners.DistinctBy(runner => runner.Number).OrderBy(runner => runner.Number).ToArray());

    private static RaceView View(params Runner[] runners) => new(InventedRaces.Card() with { Runners = runners }, [], []);
}
