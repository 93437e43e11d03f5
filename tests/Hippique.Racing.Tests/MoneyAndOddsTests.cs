namespace Hippique.Racing.Tests;

public sealed class MoneyAndOddsTests
{
    [Fact]
    public void Tenths_TenToTenPointSeven_IsExactlySevenPercent()
    {
        // gpi.md §2: whatever doubles say. 10.7 / 10 − 1 is .0699… in doubles.
        (10.7 / 10 - 1 < .07).ShouldBeTrue();
        ((new Odds(10.7).Tenths - new Odds(10).Tenths) * 100 >= 7 * new Odds(10).Tenths).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    [InlineData(-2.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Odds_NotAPrice_AreRefused(double value)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Odds(value));
        Odds.FromPublished(value).ShouldBeNull();
    }

    [Fact]
    public void Odds_Default_IsNoPrice() => default(Odds).IsPriced.ShouldBeFalse();

    [Fact]
    public void PlaceRange_Typical_IsTheHarmonicMean() => new PlaceRange(1.8, 2.7).Typical.ShouldBe(2 / (1 / 1.8 + 1 / 2.7), 1e-12);

    [Theory]
    [InlineData(2.7, 1.8)]
    [InlineData(0.0, 1.8)]
    [InlineData(1.2, double.NaN)]
    public void PlaceRange_NotARange_IsNull(double low, double high) => PlaceRange.FromPublished(low, high).ShouldBeNull();

    [Fact]
    public void Euro_FromComputed_RoundsAsTheRuleSays()
    {
        Euro.FromComputed(2.499, MidpointRounding.ToZero).ShouldBe(new Euro(2.49m));
        Euro.FromComputed(2.495, MidpointRounding.AwayFromZero).ShouldBe(new Euro(2.50m));
        Should.Throw<ArgumentOutOfRangeException>(() => Euro.FromComputed(double.NaN, MidpointRounding.ToZero));
    }

    [Theory]
    [InlineData("H30", Phase.H30)]
    [InlineData("h-30", Phase.H30)]
    [InlineData("H-5", Phase.H5)]
    [InlineData(" h5 ", Phase.H5)]
    public void PhaseParse_Spellings_AreTheSame(string text, Phase expected) => PhaseText.Parse(text).Value.ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("H15")]
    [InlineData("5")]
    public void PhaseParse_AnythingElse_IsRefused(string? text) => PhaseText.Parse(text).IsOk.ShouldBeFalse();
}
