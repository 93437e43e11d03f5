using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class EuroTests
{
    [Fact]
    public void Arithmetic_is_exact()
    {
        (new Euro(.1m) + new Euro(.2m)).ShouldBe(new Euro(.3m));
        (new Euro(1) - new Euro(1.5m)).ShouldBe(new Euro(-.5m));
        (new Euro(2.5m) * 3.4m).ShouldBe(new Euro(8.5m));
        default(Euro).ShouldBe(Euro.Zero);
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(150, "1.50")]
    [InlineData(177050, "1770.50")]
    [InlineData(-5, "-0.05")]
    public void ToString_HasTwoDecimalsAndAPoint(long cents, string text) => Euro.FromCents(cents).ToString().ShouldBe(text);

    [Fact]
    public void ToString_PartsOfACent_AreShown() => new Euro(1.2345m).ToString().ShouldBe("1.2345");

    [Fact]
    public void Comparison_IsByAmount()
    {
        var (small, large) = (new Euro(1.5m), new Euro(2));
        (small < large, small <= large, small > large, small >= large).ShouldBe((true, true, false, false));
        (small <= new Euro(1.50m), small >= new Euro(1.50m)).ShouldBe((true, true));
        new[] { large, small }.Order().ShouldBe([small, large]);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void FromComputed_NotFinite_IsRefused(double amount) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Euro.FromComputed(amount, MidpointRounding.ToEven));

    [Theory]
    [InlineData(2.345, MidpointRounding.ToEven, 2.34)]
    [InlineData(2.355, MidpointRounding.ToEven, 2.36)]
    [InlineData(2.341, MidpointRounding.ToPositiveInfinity, 2.35)]
    [InlineData(-2.349, MidpointRounding.ToZero, -2.34)]
    [InlineData(-2.341, MidpointRounding.ToNegativeInfinity, -2.35)]
    public void FromComputed_RoundsToWholeCents(double amount, MidpointRounding rounding, double expected) =>
        Euro.FromComputed(amount, rounding).ShouldBe(new Euro((decimal)expected));

    [Fact]
    public void FromComputed_IsWithinACentAndTowardsZeroNeverMore() =>
        Gen.Double[-1_000_000, 1_000_000]
            .Sample(amount =>
            {
                var cut = Euro.FromComputed(amount, MidpointRounding.ToZero).ToDouble();
                Math.Abs(cut).ShouldBeLessThanOrEqualTo(Math.Abs(amount) + 1e-6);
                Math.Abs(amount - cut).ShouldBeLessThan(.01 + 1e-6);
            });

    [Fact]
    public void Cents_AreFoundAgain() =>
        Gen.Long[-1_000_000_000, 1_000_000_000].Sample(cents => Euro.FromCents(cents).Amount * 100 == cents);
}
