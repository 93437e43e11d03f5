using Hippique.Orchestration.Results;
using Hippique.Racing;
using static Hippique.Orchestration.Tests.Results.InventedResults;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>What a later or another statement no longer says of the same arrival is kept; what it says counts.</summary>
public sealed class ResultMergeTests
{
    private static readonly RaceResult Earlier = Arrival("1 2 3", Win(1, 3m), Place(1, 1.5m)) with
    {
        Close = Close((1, 2.9)),
        Refunded = [BetType.Trio],
        NonRunners = [7],
        Times = new Dictionary<int, double> { [1] = 73.4 },
        Others = [new PoolResult(Pool.PmuInternet, [Win(1, 2.8m)], Close((1, 2.7))) { Refunded = [BetType.Multi] }],
    };

    [Fact]
    public void Update_WithoutClosingPrices_KeepsThoseThatWereSeen()
    {
        var updated = ResultMerge.Update(
            Earlier,
            Arrival("1 2 3", Win(1, 3m)) with
            {
                Others = [new PoolResult(Pool.PmuInternet, [], [])],
            }
        );

        updated.Close.ShouldBe(Earlier.Close);
        updated.Others.ShouldHaveSingleItem().Close.ShouldBe(Earlier.Others[0].Close);
        updated.Times.ShouldBe(Earlier.Times);
        updated.NonRunners.ShouldBe([7]);
        updated.Refunded.ShouldBe([BetType.Trio]);
        updated.Others[0].Refunded.ShouldBe([BetType.Multi]);
    }

    [Fact]
    public void Update_OneClosingPriceVanished_KeepsItUnlessTheHorseDidNotStart()
    {
        var earlier = Earlier with
        {
            Close = Close((1, 2.9), (2, 4.6), (7, 8)),
            Others = [new PoolResult(Pool.PmuInternet, [], Close((1, 2.7), (7, 9)))],
        };
        var later = Arrival("1 2 3") with
        {
            Close = Close((3, 6), (2, 5)),
            Others = [new PoolResult(Pool.PmuInternet, [], Close((2, 4.4)))],
        };

        var updated = ResultMerge.Update(earlier, later);

        updated.Close.ShouldBe(Close((1, 2.9), (2, 5), (3, 6)));
        updated.Others[0].Close.ShouldBe(Close((1, 2.7), (2, 4.4)));
    }

    [Fact]
    public void Update_WithOtherNumbers_TakesThem()
    {
        var later = Arrival("1 2 3", Win(1, 3.2m)) with
        {
            Close = Close((1, 3.1)),
            NonRunners = [6],
            Refunded = [BetType.Multi],
            Times = new Dictionary<int, double> { [1] = 74 },
        };

        var updated = ResultMerge.Update(Earlier, later);

        updated.Dividends.ShouldBe([Win(1, 3.2m), Place(1, 1.5m)], DividendText);
        updated.Close.ShouldBe(later.Close);
        updated.NonRunners.ShouldBe([6, 7]);
        updated.Refunded.ShouldBe([BetType.Multi, BetType.Trio]);
        updated.Times.ShouldBe(later.Times);
    }

    [Fact]
    public void Update_OfABetThatIsNowPaidOrRefunded_IsWhatTheLaterOneSays()
    {
        var trio = new Dividend(BetType.Trio, [1, 2, 3], 20m);
        ResultMerge.Update(Earlier, Arrival("1 2 3", trio)).Refunded.ShouldBeEmpty();
        var refunded = ResultMerge.Update(Earlier, Arrival("1 2 3") with { Refunded = [BetType.SimplePlace] });
        refunded.Dividends.ShouldBe([Win(1, 3m)], DividendText);
        refunded.Refunded.ShouldBe([BetType.SimplePlace, BetType.Trio]);
    }

    [Fact]
    public void Update_FromAnotherSource_KeepsThePoolsAndTheirOrder()
    {
        var other = Arrival("1 2 3", Win(1, 2.6m)) with
        {
            Pool = Pool.PmuNational,
            Close = Close((1, 2.5)),
            Others = [new PoolResult(Pool.PmuInternet, [Win(1, 2.9m)], [])],
        };

        var updated = ResultMerge.Update(Earlier, other);

        updated.Pool.ShouldBe(Pool.ZEturf);
        updated.Dividends.ShouldBe([Win(1, 3m), Place(1, 1.5m)], DividendText);
        updated.Others.Select(pool => pool.Pool).ShouldBe([Pool.PmuInternet, Pool.PmuNational]);
        updated.Others[0].Dividends.ShouldBe([Win(1, 2.9m)], DividendText);
        updated.Others[1].Dividends.ShouldBe([Win(1, 2.6m)], DividendText);
        updated.Others[1].Close.ShouldBe(other.Close);
        ResultMerge.Complete(other, Earlier).Pool.ShouldBe(Pool.PmuNational);
    }

    [Fact]
    public void Update_OfACorrectedArrival_DropsTheDividendsOfTheFormerOne()
    {
        var updated = ResultMerge.Update(Earlier, Arrival("2 1 3"));

        updated.Arrival[0].ShouldBe([2]);
        updated.Dividends.ShouldBeEmpty();
        updated.Others[0].Dividends.ShouldBeEmpty();
        updated.Refunded.ShouldBeEmpty();
        updated.NonRunners.ShouldBeEmpty();
        // What a horse closed at does not depend on where it came in.
        updated.Close.ShouldBe(Earlier.Close);
        updated.Times.ShouldBe(Earlier.Times);
    }

    [Fact]
    public void Update_OfAProvisionalArrival_TakesNoDividendOfIt()
    {
        var updated = ResultMerge.Update(Earlier with { State = ResultState.Provisional }, Arrival("1 2 3"));
        updated.State.ShouldBe(ResultState.Official);
        updated.Dividends.ShouldBeEmpty();
        updated.Close.ShouldBe(Earlier.Close);
    }

    [Theory]
    [InlineData("1 2", "1 2 3", true)]
    [InlineData("1 2 3", "1 2", true)]
    [InlineData("1 2=3", "1 3=2 4", true)]
    [InlineData("1 2 3", "1 3 2", false)]
    [InlineData("1 2=3", "1 2", false)]
    [InlineData("1", "", false)]
    public void Agree_WhereTheShorterIsTheBeginningOfTheLonger(string one, string other, bool agree)
    {
        ResultMerge.Agree(Arrival(one), Arrival(other)).ShouldBe(agree);
        if (agree)
            ResultMerge
                .Update(Arrival(one), Arrival(other))
                .Arrival.Count.ShouldBe(Math.Max(one.Split(' ').Length, other.Split(' ').Length));
    }

    [Fact]
    public void NonRunners_AreThoseOfBoth_ButNoHorseThatCameIn()
    {
        var updated = ResultMerge.Update(Arrival("1 2") with { NonRunners = [8, 4] }, Arrival("1 2 4") with { NonRunners = [5] });
        updated.NonRunners.ShouldBe([5, 8]);
    }

    [Theory]
    [InlineData(ResultState.Provisional, "1", false)]
    [InlineData(ResultState.CalledOff, "", false)]
    [InlineData(ResultState.NobodyClassified, "", false)]
    [InlineData(ResultState.Official, "", false)]
    [InlineData(ResultState.Official, "1", true)]
    public void HasArrival_IsAnOfficialOrder(ResultState state, string order, bool has) =>
        ResultMerge.HasArrival(Arrival(order) with { State = state }).ShouldBe(has);

    [Fact]
    public void HasArrival_WithAnEmptyFirstPlace_IsNone() =>
        ResultMerge
            .HasArrival(
                Arrival("1") with
                {
                    Arrival =
                    [
                        [],
                        [1],
                    ],
                }
            )
            .ShouldBeFalse();

    private static readonly IEqualityComparer<Dividend> DividendText = EqualityComparer<Dividend>.Create(
        (one, other) => one!.Bet == other!.Bet && one.PerEuro == other.PerEuro && one.Combination.SequenceEqual(other.Combination),
        one => one.Bet.GetHashCode()
    );
}
