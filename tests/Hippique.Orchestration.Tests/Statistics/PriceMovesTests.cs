using CsCheck;
using Hippique.Orchestration.Statistics;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class PriceMovesTests
{
    /// <summary>A field in which every price stays: what is left is the usual drift of outsiders, .1 per unit of log odds, about the field's mean.</summary>
    [Fact]
    public void Prices_that_stay_gain_against_the_drift_of_their_odds()
    {
        var moves = PriceMoves.Of([Priced(2, 2), Priced(8, 8)])!;
        var drift = .1 * Math.Log(2);
        moves[0].ShouldBe(-drift, 1e-12);
        moves[1].ShouldBe(drift, 1e-12);
    }

    [Fact]
    public void A_shortened_price_is_a_gain_and_a_lengthened_one_a_loss()
    {
        var moves = PriceMoves.Of([Priced(5, 4), Priced(5, 6)])!;
        moves[0].ShouldBe(Math.Log(6.0 / 4) / 2, 1e-12);
        moves[1].ShouldBe(-moves[0], 1e-12);
    }

    [Fact]
    public void A_single_move_is_capped_at_one()
    {
        var moves = PriceMoves.Of([Priced(50, 2), Priced(50, 900)])!;
        moves.ShouldBe([1, -1]);
    }

    [Theory]
    [InlineData(null, 3.0)]
    [InlineData(3.0, null)]
    [InlineData(1.0, 3.0)]
    [InlineData(3.0, 1.0)]
    [InlineData(0.0, 3.0)]
    public void A_field_with_a_price_missing_has_no_moves(double? early, double? close) =>
        PriceMoves
            .Of([
                Priced(3, 3),
                new PastRunner
                {
                    Horse = "FLAMME",
                    OddsH30 = early,
                    OddsClose = close,
                },
            ])
            .ShouldBeNull();

    [Fact]
    public void An_empty_field_has_an_empty_list() => PriceMoves.Of([]).ShouldBe([]);

    /// <summary>Moves within a field are relative: all closing prices may be scaled by the same factor (the pool's deduction) without a change.</summary>
    [Fact]
    public void The_deduction_of_the_pool_does_not_matter() =>
        Gen.Select(Gen.Select(Gen.Double[1.5, 40], Gen.Double[1.5, 40]).List[1, 16], Gen.Double[.9, 1.2])
            .Sample(
                (field, factor) =>
                {
                    var plain = PriceMoves.Of([.. field.Select(odds => Priced(odds.Item1, odds.Item2))])!;
                    var scaled = PriceMoves.Of([.. field.Select(odds => Priced(odds.Item1, odds.Item2 * factor))])!;
                    foreach (var (one, other) in plain.Zip(scaled))
                        one.ShouldBe(other, 1e-9);
                }
            );

    private static PastRunner Priced(double early, double close) =>
        new()
        {
            Horse = "ECLAIR",
            OddsH30 = early,
            OddsClose = close,
        };
}
