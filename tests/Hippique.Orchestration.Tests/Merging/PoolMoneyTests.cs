using Hippique.Orchestration.Merging;
using Hippique.Racing;
using static Hippique.Orchestration.Tests.Merging.RaceViews;

namespace Hippique.Orchestration.Tests.Merging;

/// <summary>The money of a pool, its place ranges and the prices of its pairs in a join.</summary>
public sealed class PoolMoneyTests
{
    [Fact]
    public void Money_ranges_and_pairs_survive_a_join()
    {
        var pmu = With(View(Pool.PmuInternet), WithMoney);

        var joined = Join(("zeturf", View(Pool.ZEturf)), ("pmu", pmu));

        joined.Pools.Select(pool => pool.Pool).ShouldBe([Pool.ZEturf, Pool.PmuInternet]);
        joined.Pools[1].ShouldBe(pmu.Pools[0]);
    }

    [Theory]
    [InlineData("pmu", "zeturf")]
    [InlineData("zeturf", "pmu")]
    public void A_pool_that_shows_money_alone_was_seen(string first, string second)
    {
        var shown = new Dictionary<string, Sources.RaceView>
        {
            ["zeturf"] = View(Pool.ZEturf),
            ["pmu"] = With(View(Pool.PmuInternational), MoneyAlone),
        };

        var joined = Join((first, shown[first]), (second, shown[second]));

        var abroad = joined.Pools.Single(pool => pool.Pool == Pool.PmuInternational);
        (abroad.Origin, abroad.Win.Count, abroad.Stakes!.Count).ShouldBe((PriceOrigin.None, 0, 1));
        joined.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Stakes_on_a_withdrawn_horse_stay_and_its_prices_go()
    {
        var joined = Join(("zeturf", Withdrawn(View(Pool.ZEturf), 2)), ("pmu", With(View(Pool.PmuInternet), WithMoney)));

        var pool = joined.Pools[1];
        pool.Stakes!.Single().Stakes.Count.ShouldBe(6);
        pool.Place.ShouldNotContain(price => price.Number == 2);
        pool.Combinations.ShouldHaveSingleItem().Numbers.ShouldBe([3, 4]);
    }

    [Fact]
    public void Stakes_on_a_number_that_is_another_horse_are_left_out_and_the_total_stays()
    {
        var other = With(With(View(Pool.PmuInternet), WithMoney), runner => runner.Number == 6 ? runner with { Horse = "GALET" } : runner);

        var bet = Join(("zeturf", View(Pool.ZEturf)), ("pmu", other)).Pools[1].Stakes!.Single();

        bet.Stakes.Select(stake => stake.Numbers[0]).ShouldBe([1, 2, 3, 4, 5]);
        bet.Total.ShouldBe(new Euro(2100));
    }

    [Fact]
    public void Of_one_pool_at_two_sources_the_chosen_one_keeps_its_own_money()
    {
        // PMU's own site counts, and what Geny shows of the pool goes.
        var pmu = With(View(Pool.PmuNational), WithMoney);
        Join(("geny", View(Pool.PmuNational)), ("pmu", pmu)).Pools.ShouldHaveSingleItem().ShouldBe(pmu.Pools[0]);
        Join(("pmu", pmu), ("geny", View(Pool.PmuNational))).Pools.ShouldHaveSingleItem().ShouldBe(pmu.Pools[0]);
    }

    [Fact]
    public void Money_replaces_nothing_but_an_empty_pool()
    {
        var empty = With(View(Pool.PmuNational), pool => pool with { Win = [], Origin = PriceOrigin.None, At = null });
        var money = With(View(Pool.PmuNational), MoneyAlone);
        var priced = View(Pool.PmuNational);

        Join(("pmu", empty), ("geny", money)).Pools.ShouldHaveSingleItem().ShouldBe(money.Pools[0]);
        Join(("pmu", money), ("geny", empty)).Pools.ShouldHaveSingleItem().ShouldBe(money.Pools[0]);
        Join(("pmu", money), ("geny", priced)).Pools.ShouldHaveSingleItem().ShouldBe(priced.Pools[0]);
        Join(("geny", priced), ("pmu", money)).Pools.ShouldHaveSingleItem().ShouldBe(priced.Pools[0]);
    }

    [Fact]
    public void Each_part_has_the_moment_of_its_own_stamp()
    {
        var origins = CrossCheck.Join([("pmu", With(View(Pool.PmuInternet), WithMoney))]).Origins;

        string Moment(string field) =>
            origins.Single(origin => origin.Fields.Contains(field)).At?.ToString("mm:ss", System.Globalization.CultureInfo.InvariantCulture)
            ?? "";
        Moment("win.pmu_internet").ShouldBe("49:00");
        Moment("place.pmu_internet").ShouldBe("50:00");
        Moment("stakes.pmu_internet").ShouldBe("49:30");
        Moment("combinations.pmu_internet").ShouldBe("");
    }
}
