using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Tests.Calibration.Pools;

/// <summary>On races whose truth is known.</summary>
public sealed class PoolEvidenceTests
{
    [Fact]
    public void Of_AFairCrowd_ReturnsWhatWasClaimedAndOffersNothing()
    {
        var table = Table(InventedPools.Days(60, seed: 1));
        (table.Races, table.Days, table.All.Bets).ShouldBe((480, 60, 480 * InventedPools.Runners));
        // Every bet is worth the same at fair stakes, less what rounding takes.
        table.All.Flat!.ClaimHolds.ShouldBe(true);
        table.All.ByPrice!.ClaimHolds.ShouldBe(true);
        table.All.Flat.Claimed.ShouldBeInRange(-.20, -.13);
        table.Positive.Bets.ShouldBe(0);
        table.Positive.Flat.ShouldBeNull();
        table.Positive.BetsNeeded.ShouldBeNull();
        table.IsNoFreeLunch.ShouldBeTrue();
        table.Crowd!.Returned.Mean.ShouldBeInRange(-.17, -.1393);
    }

    [Fact]
    public void Of_ACrowdThatNeglectsOneKind_ShowsItsGain()
    {
        var table = Table(InventedPools.Days(150, seed: 2, neglect: .5));
        table.Positive.Bets.ShouldBeInRange(1150, 1250);
        table.Positive.Flat!.Claimed.ShouldBeGreaterThan(.15);
        table.Positive.Flat.Verdict.ShouldBe(PoolVerdict.Gain);
        table.Positive.Flat.ClaimHolds.ShouldBe(true);
        table.Positive.BetsMissing.ShouldBe(0);
        // It is the horse that the place pool neglects.
        table.Ratios[0].High.ShouldBe(.8);
        table.Ratios[0].Bets.ShouldBe(1200);
        table.Ratios[0].Flat!.Verdict.ShouldBe(PoolVerdict.Gain);
        table.IsNoFreeLunch.ShouldBeTrue();
    }

    [Fact]
    public void Of_FewDays_ShowsNothing()
    {
        var table = Table(InventedPools.Days(9, seed: 2, neglect: .55));
        table.Positive.Flat!.IsShort.ShouldBeTrue();
        table.Positive.Flat.Verdict.ShouldBe(PoolVerdict.Nothing);
        table.Positive.Flat.ClaimHolds.ShouldBeNull();
    }

    [Fact]
    public void Of_DividendsOfAnotherPool_AreNoFreeLunch()
    {
        var races = InventedPools.Days(20, seed: 3);
        races =
        [
            .. races.Select(race =>
                race with
                {
                    Dividends = [.. race.Dividends.Select(paid => paid with { PerEuro = paid.PerEuro * 1.5m })],
                }
            ),
        ];
        var table = Table(races);
        table.IsNoFreeLunch.ShouldBeFalse();
        table.Arithmetic[0].Near.ShouldBeLessThan(table.Arithmetic[0].Known / 2);
    }

    [Fact]
    public void Of_TheStakesThatWerePaid_GiveEveryDividend()
    {
        var check = Table(InventedPools.Days(10, seed: 4)).Arithmetic.ShouldHaveSingleItem();
        check.ShouldBe(new ArithmeticCheck(3, 240, 240, 240));
    }

    [Fact]
    public void Of_Bands_HoldEachBetOnce()
    {
        var table = Table(InventedPools.Days(10, seed: 5, neglect: .7));
        table.Bands.Sum(row => row.Bets).ShouldBe(table.All.Bets);
        table.Ratios.Sum(row => row.Bets).ShouldBe(table.All.Bets);
        table.Bands.Sum(row => row.Won).ShouldBe(240);
        table.Bands.Select(row => row.Low).ShouldBe([null, -.3, -.2, -.1, 0, .1]);
        table.Bands.Where(row => row.Low >= 0).Sum(row => row.Bets).ShouldBe(table.Positive.Bets);
    }

    [Fact]
    public void Of_TheSameRacesInAnotherOrder_IsTheSame()
    {
        var races = InventedPools.Days(12, seed: 6, neglect: .6);
        var (one, other) = (Table(races), Table(Enumerable.Reverse(races)));
        one.Positive.ShouldBe(other.Positive);
        one.All.ShouldBe(other.All);
    }

    private static PoolTable Table(IEnumerable<PoolRace> races) =>
        PoolEvidence
            .Of(races.Select(race => PlaceBets.Of(race, Models.ByHand, Regulated.Default)), Regulated.Default)
            .ShouldHaveSingleItem();
}
