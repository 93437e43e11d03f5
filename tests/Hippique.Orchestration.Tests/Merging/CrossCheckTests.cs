using System.Globalization;
using Hippique.Orchestration.Merging;
using Hippique.Racing;
using static Hippique.Orchestration.Tests.Merging.RaceViews;

namespace Hippique.Orchestration.Tests.Merging;

public sealed class CrossCheckTests
{
    [Fact]
    public void Pools_of_all_sources_stand_side_by_side_and_agreement_says_nothing()
    {
        var joined = Join(("zeturf", View(Pool.ZEturf)), ("pmu", View(Pool.PmuInternet, Pool.PmuNational)));

        joined.Pools.Select(pool => pool.Pool).ShouldBe([Pool.ZEturf, Pool.PmuInternet, Pool.PmuNational]);
        joined.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Spelling_of_a_name_is_no_other_horse()
    {
        var other = View(Pool.PmuNational);
        other = other with
        {
            Card = other.Card with { Runners = [.. other.Card.Runners.Select(runner => runner with { Horse = Lower(runner.Horse) })] },
        };

        Join(("zeturf", View(Pool.ZEturf)), ("geny", other)).Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Horse_withdrawn_at_one_source_is_withdrawn_and_loses_its_prices_everywhere()
    {
        var joined = Join(("zeturf", View(Pool.ZEturf)), ("pmu", Withdrawn(View(Pool.PmuNational), 2)));

        joined.Card.Runners.Single(runner => runner.NonRunner).Number.ShouldBe(2);
        joined.Pools.ShouldAllBe(pool => pool.Win.All(price => price.Number != 2) && pool.Win.Count == 5);
        joined.Notes.ShouldHaveSingleItem().ShouldBe("number 2 (BOIS JOLI) is withdrawn at pmu and runs at zeturf: withdrawn");
    }

    [Fact]
    public void Off_of_the_first_source_counts_and_the_other_is_said()
    {
        var late = View(Pool.PmuNational);
        late = late with { Card = late.Card with { Off = Off.AddMinutes(3) } };

        var joined = Join(("zeturf", View(Pool.ZEturf)), ("pmu", late));

        joined.Card.Off.ShouldBe(Off);
        joined.Notes.ShouldHaveSingleItem().ShouldBe("off 14:55 at zeturf, 14:58 at pmu: zeturf counts");
    }

    [Fact]
    public void Other_numbering_is_not_used_at_all()
    {
        var other = View(Pool.PmuNational);
        var turned = other.Card.Runners.Select(runner => runner with { Number = runner.Number % 6 + 1 });
        other = other with { Card = other.Card with { Runners = [.. turned] } };

        var joined = Join(("zeturf", View(Pool.ZEturf)), ("pmu", other));

        joined.Pools.ShouldHaveSingleItem().Pool.ShouldBe(Pool.ZEturf);
        joined.Notes.ShouldHaveSingleItem().ShouldContain("6 of 6 names differ");
    }

    [Fact]
    public void Number_of_another_horse_and_number_of_none_lose_their_prices()
    {
        var other = View(Pool.PmuNational);
        Runner[] runners =
        [
            .. other.Card.Runners.Take(5),
            other.Card.Runners[5] with
            {
                Horse = "GALET",
            },
            other.Card.Runners[0] with
            {
                Number = 7,
            },
        ];
        other = other with { Card = other.Card with { Runners = runners } };

        var joined = Join(("zeturf", View(Pool.ZEturf)), ("pmu", other));

        joined.Pools[1].Win.Select(price => price.Number).ShouldBe([1, 2, 3, 4, 5]);
        joined.Card.Runners.Count.ShouldBe(6);
        joined.Notes.Count.ShouldBe(2);
    }

    [Fact]
    public void Of_one_pool_the_operators_own_site_counts_and_a_difference_is_said()
    {
        var geny = View(Pool.PmuNational);
        geny = geny with { Pools = [Scaled(geny.Pools[0], 1.3)] };

        var joined = Join(("geny", geny), ("pmu", View(Pool.PmuNational)));

        joined.Pools.ShouldHaveSingleItem().Win[0].Odds.Value.ShouldBe(3.0);
        joined.Notes.ShouldHaveSingleItem().ShouldBe("pmu_national: odds at geny and pmu differ by 30 % on the median horse");
    }

    [Fact]
    public void Pool_without_prices_gives_way_to_one_that_has_some()
    {
        var dark = View(Pool.PmuNational);
        dark = dark with { Pools = [dark.Pools[0] with { Win = [], Origin = PriceOrigin.None, At = null }] };

        Join(("pmu", dark), ("geny", View(Pool.PmuNational))).Pools.ShouldHaveSingleItem().Win.Count.ShouldBe(6);
    }

    [Fact]
    public void Share_that_no_crowd_would_give_is_said()
    {
        var other = View(Pool.PmuNational);
        var win = other.Pools[0].Win.Select(price => price.Number == 6 ? price with { Odds = new Odds(150) } : price);
        other = other with { Pools = [other.Pools[0] with { Win = [.. win] }] };

        Join(("zeturf", View(Pool.ZEturf)), ("pmu", other)).Notes.ShouldHaveSingleItem().ShouldStartWith("number 6 has ");
    }

    [Fact]
    public void What_the_first_card_lacks_is_taken_from_the_next_and_what_it_has_is_kept()
    {
        var first = With(View(Pool.ZEturf), runner => runner with { Jockey = "A. Un", Form = runner.Number == 3 ? null : "1a2a" });
        var next = With(View(Pool.PmuNational), runner => runner with { Jockey = "B. DEUX", Form = "9a9a", Owner = "Écurie Test" });
        next = next with { Card = next.Card with { DistanceMetres = 2700 } };

        var card = Join(("zeturf", first), ("pmu", next)).Card;

        card.DistanceMetres.ShouldBe(2700);
        card.Runners.ShouldAllBe(runner => runner.Jockey == "A. Un" && runner.Owner == "Écurie Test");
        card.Runners.Select(runner => runner.Form).ShouldBe(["1a2a", "1a2a", "9a9a", "1a2a", "1a2a", "1a2a"]);
    }

    [Fact]
    public void Other_horse_behind_a_number_lends_it_nothing()
    {
        var next = With(
            View(Pool.PmuNational),
            runner => runner with { Horse = runner.Number == 6 ? "GALET" : runner.Horse, Owner = "Écurie Test" }
        );

        var card = Join(("zeturf", View(Pool.ZEturf)), ("pmu", next)).Card;

        card.Runners.Where(runner => runner.Owner is null).ShouldHaveSingleItem().Number.ShouldBe(6);
    }

    [Fact]
    public void Every_field_keeps_its_source_and_the_moment_at_which_that_source_stated_it()
    {
        var first = With(View(Pool.ZEturf), runner => runner with { Jockey = "A. Un", Form = runner.Number == 3 ? null : "1a2a" });
        var next = With(Withdrawn(View(Pool.PmuNational), 2), runner => runner with { Form = "9a9a", Owner = "Écurie Test" });
        first = first with { RaceAt = Off.AddMinutes(-5), RunnersAt = Off.AddMinutes(-5) };
        next = next with { RaceAt = Off.AddMinutes(-8), RunnersAt = Off.AddMinutes(-5).AddSeconds(2) };

        Lines(CrossCheck.Join([("zeturf", first), ("pmu", next)]))
            .ShouldBe([
                "zeturf 13:50:00 meeting country name off discipline runners jockey",
                "pmu 13:50:02 [2] non_runner",
                "pmu 13:50:02 owner",
                "zeturf 13:50:00 [1 2 4 5 6] form",
                "pmu 13:50:02 [3] form",
                "pmu 13:49:00 win.pmu_national",
                "zeturf 13:49:00 win.zeturf",
            ]);
    }

    [Fact]
    public void Source_whose_file_does_not_say_when_has_no_moment()
    {
        var origins = CrossCheck.Join([("recorded", View(Pool.PmuNational))]).Origins;

        origins[0].At.ShouldBeNull();
        origins[^1].At.ShouldBe(Off.AddMinutes(-6));
    }

    [Fact]
    public void Offs_within_a_minute_are_one_off()
    {
        var late = View(Pool.PmuNational);
        late = late with { Card = late.Card with { Off = Off.AddSeconds(59) } };
        Join(("zeturf", View(Pool.ZEturf)), ("pmu", late)).Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "zeturf calls the race off, pmu does not: zeturf counts")]
    [InlineData(false, "pmu calls the race off, zeturf does not: zeturf counts")]
    public void Race_called_off_at_one_source_only_is_said(bool atTheFirst, string note)
    {
        var (first, other) = (View(Pool.ZEturf), View(Pool.PmuNational));
        first = first with { Card = first.Card with { Cancelled = atTheFirst } };
        other = other with { Card = other.Card with { Cancelled = !atTheFirst } };
        var joined = Join(("zeturf", first), ("pmu", other));
        joined.Card.Cancelled.ShouldBe(atTheFirst);
        joined.Notes.ShouldHaveSingleItem().ShouldBe(note);
    }

    [Fact]
    public void Number_that_the_next_source_lacks_runs_and_is_said()
    {
        var other = View(Pool.PmuNational);
        other = other with { Card = other.Card with { Runners = [.. other.Card.Runners.Skip(1)] } };
        var joined = Join(("zeturf", View(Pool.ZEturf)), ("pmu", other));
        joined.Card.Runners.Count.ShouldBe(6);
        joined.Notes.ShouldHaveSingleItem().ShouldBe("number 1 (AMBRE CLAIRE) stands at zeturf and not at pmu: it runs");
    }

    private static IEnumerable<string> Lines(JoinedRace joined) =>
        joined.Origins.Select(origin =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{origin.Source} {origin.At:HH:mm:ss} {(origin.Runners is { } some ? $"[{string.Join(' ', some)}] " : "")}{string.Join(' ', origin.Fields)}"
            )
        );
}
