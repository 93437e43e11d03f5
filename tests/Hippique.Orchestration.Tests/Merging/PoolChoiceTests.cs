using CsCheck;
using Hippique.Orchestration.Merging;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Merging;

public sealed class PoolChoiceTests
{
    private static readonly DateTimeOffset At = InventedRaces.Off.AddMinutes(-6);
    private readonly List<string> _notes = [];

    [Theory]
    [InlineData(Pool.ZEturf, "zeturf")]
    [InlineData(Pool.PmuInternet, "pmu")]
    [InlineData(Pool.PmuNational, "pmu")]
    [InlineData(Pool.Genybet, "geny")]
    public void The_operators_own_site_counts_whatever_the_order_and_the_stamps(Pool pool, string owner)
    {
        var own = Seen(owner, pool, At.AddMinutes(-2));
        var other = Seen("other", pool, At);
        Of(own, other).ShouldBe([own]);
        Of(other, own).ShouldBe([own]);
    }

    [Fact]
    public void Of_two_other_sites_the_fresher_stamp_counts_and_of_equal_ones_the_first()
    {
        var old = Seen("boturfers", Pool.PmuNational, At.AddMinutes(-1));
        var fresh = Seen("geny", Pool.PmuNational, At);
        Of(old, fresh).ShouldBe([fresh]);
        Of(fresh, old).ShouldBe([fresh]);
        Of(fresh, Seen("boturfers", Pool.PmuNational, At)).ShouldBe([fresh]);
    }

    [Fact]
    public void A_stamp_that_is_not_known_does_not_replace_one_that_is()
    {
        var known = Seen("boturfers", Pool.PmuNational, At);
        Of(known, Seen("geny", Pool.PmuNational, null)).ShouldBe([known]);
    }

    [Fact]
    public void Prices_replace_none_even_at_the_operators_own_site()
    {
        var dark = Seen("zeturf", Pool.ZEturf, At, factor: null);
        var priced = Seen("pmu", Pool.ZEturf, At);
        Of(dark, priced).ShouldBe([priced]);
        Of(priced, dark).ShouldBe([priced]);
        Of(dark).ShouldBe([dark]);
    }

    [Theory]
    [InlineData(1.09, 0, 0)]
    [InlineData(1.11, 0, 1)]
    [InlineData(1.11, 3, 1)]
    [InlineData(1.11, 4, 0)]
    public void Odds_of_one_pool_are_compared_where_they_are_of_the_same_moment(double factor, int minutesApart, int notes)
    {
        Of(Seen("pmu", Pool.PmuNational, At), Seen("geny", Pool.PmuNational, At.AddMinutes(-minutesApart), factor));
        _notes.Count.ShouldBe(notes);
    }

    [Fact]
    public void Odds_that_differ_are_noted_with_the_pool_the_sources_and_the_size()
    {
        Of(Seen("pmu", Pool.PmuNational, At), Seen("geny", Pool.PmuNational, At, 1.25));
        _notes.ShouldBe(["pmu_national: odds at pmu and geny differ by 25 % on the median horse"]);
    }

    [Theory]
    [InlineData(3.0, 0)]
    [InlineData(8.0, 1)]
    public void A_share_four_times_that_of_another_pool_is_noted(double factor, int notes)
    {
        // Horse 1 at 3.0: the others keep their prices, so that its share of the book moves by about the factor.
        var other = Seen("pmu", Pool.PmuNational, At);
        var win = other.Pool.Win.Select(price => price.Number == 8 ? price with { Odds = new Odds(price.Odds.Value * factor) } : price);
        Of(Seen("zeturf", Pool.ZEturf, At), other with { Pool = other.Pool with { Win = [.. win] } }).Count.ShouldBe(2);
        _notes.Count.ShouldBe(notes);
        if (notes > 0)
            _notes[0].ShouldMatch("^number 8 has [0-9.]+ times the share in zeturf that it has in pmu_national$");
    }

    [Fact]
    public void Pools_without_a_common_horse_are_not_compared()
    {
        var other = Seen("pmu", Pool.PmuNational, At);
        var renumbered = other.Pool.Win.Select(price => price with { Number = price.Number + 20 });
        Of(Seen("zeturf", Pool.ZEturf, At), other with { Pool = other.Pool with { Win = [.. renumbered] } }).Count.ShouldBe(2);
        _notes.ShouldBeEmpty();
    }

    /// <summary>However many sources show it, a pool comes out once, as one of them showed it, and no pool is lost.</summary>
    [Fact]
    public void Every_pool_comes_out_once_as_some_source_showed_it()
    {
        var seen = Gen.Select(
            Gen.OneOf("zeturf", "pmu", "geny"),
            Gen.Enum<Pool>(),
            Gen.Int[0, 5],
            Gen.Double[.8, 1.2],
            (source, pool, minutes, factor) => Seen(source, pool, At.AddMinutes(-minutes), factor)
        ).List[1, 8];
        seen.Sample(pools =>
        {
            var kept = PoolChoice.Of(pools, []);
            kept.Select(entry => entry.Pool.Pool).ShouldBe(pools.Select(entry => entry.Pool.Pool).Distinct());
            kept.ShouldBeSubsetOf(pools);
        });
    }

    private IReadOnlyList<SeenPool> Of(params SeenPool[] seen) => PoolChoice.Of(seen, _notes);

    /// <summary>The invented prices times a factor; without one no prices at all.</summary>
    private static SeenPool Seen(string source, Pool pool, DateTimeOffset? at, double? factor = 1)
    {
        var prices = InventedRaces.Win(pool, At) with { At = at };
        var win = factor is { } scale ? prices.Win.Select(price => price with { Odds = new Odds(price.Odds.Value * scale) }) : [];
        prices = prices with { Win = [.. win] };
        return new SeenPool(source, new RaceView(InventedRaces.Card(), [prices], []), prices);
    }
}
