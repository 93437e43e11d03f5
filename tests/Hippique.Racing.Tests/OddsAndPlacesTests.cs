using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class OddsAndPlacesTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(1.0, false)]
    [InlineData(1.01, true)]
    [InlineData(999_999.0, true)]
    [InlineData(1_000_000.0, false)]
    public void FromPublished_OnlyAPriceIsOne(double? value, bool isPrice) => Odds.FromPublished(value).HasValue.ShouldBe(isPrice);

    [Theory]
    [InlineData(6.2, "6.2")]
    [InlineData(12, "12.0")]
    [InlineData(1.125, "1.125")]
    public void ToString_HasAPointAndADecimal(double value, string text) => new Odds(value).ToString().ShouldBe(text);

    [Fact]
    public void Implied_IsTheShareAndNothingWithoutAPrice()
    {
        new Odds(4).Implied.ShouldBe(.25);
        default(Odds).Implied.ShouldBe(0);
    }

    [Fact]
    public void Comparison_IsByValue()
    {
        var (low, high) = (new Odds(2), new Odds(3));
        (low < high, low <= high, low > high, low >= high).ShouldBe((true, true, false, false));
        new[] { high, low }.Order().ShouldBe([low, high]);
    }

    /// <summary>Every price that an operator can publish in tenths is that number of tenths, whatever doubles make of it.</summary>
    [Fact]
    public void Tenths_OfEveryPublishedPrice_AreExact() =>
        Enumerable.Range(11, 10_000).ShouldAllBe(tenths => new Odds(tenths / 10.0).Tenths == tenths);

    [Theory]
    [InlineData(.9, 1.5)]
    [InlineData(double.NaN, 1.5)]
    [InlineData(1.5, 1.4)]
    [InlineData(1.5, double.PositiveInfinity)]
    public void PlaceRange_ThatIsNone_CannotBeMade(double low, double high)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new PlaceRange(low, high));
        PlaceRange.FromPublished(low, high).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, 2.0)]
    [InlineData(1.5, null)]
    public void PlaceRange_WithABoundMissing_IsNull(double? low, double? high) => PlaceRange.FromPublished(low, high).ShouldBeNull();

    /// <summary>A place can pay the stake back and no more.</summary>
    [Fact]
    public void PlaceRange_FromOne_IsARange() => PlaceRange.FromPublished(1, 1)!.Value.Typical.ShouldBe(1);

    [Fact]
    public void PlaceRange_Typical_LiesBetweenItsBounds() =>
        Gen.Select(Gen.Double[1, 50], Gen.Double[0, 50])
            .Sample(
                (low, width) =>
                {
                    var range = new PlaceRange(low, low + width);
                    range.Typical.ShouldBeInRange(range.Low - 1e-9, range.High + 1e-9);
                }
            );

    [Fact]
    public void PoolPrices_WithoutPlacesOrOffers_AreWinOnly()
    {
        var pool = new PoolPrices
        {
            Pool = Pool.ZEturf,
            Origin = PriceOrigin.None,
            At = null,
            Win = [],
        };
        pool.Place.ShouldBeEmpty();
        pool.Offers.ShouldBeNull();
    }
}
