using CsCheck;
using Hippique.Gpi.Balances;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Balances;

/// <summary>Invented bets for balances.</summary>
internal static class Books
{
    private static readonly DateOnly FirstDay = new(2026, 1, 14);

    /// <summary>Any book of up to forty bets on five days.</summary>
    public static readonly Gen<BalanceBet[]> Any = Gen.Select(
        Gen.Int[0, 4],
        Gen.Int[0, 300],
        Gen.Int[1, 2000],
        Gen.Int[0, 5],
        Gen.Double[.02, .9],
        Gen.Int[0, 20_000],
        Gen.Double[-1, 1],
        (day, minute, stake, outcome, probability, paid, line) =>
        {
            var bet = outcome switch
            {
                0 => Won(day, minute, stake / 100m, (paid + 1) / 100m, probability),
                1 => Refunded(day, minute, stake / 100m),
                _ => Lost(day, minute, stake / 100m, probability),
            };
            return paid % 3 == 0 ? bet : bet with { ClosingLineValue = line };
        }
    ).Array[0, 40];

    public static BalanceBet Won(int day, int minute, decimal stake, decimal returned, double probability = .25) =>
        Lost(day, minute, stake, probability) with
        {
            Won = true,
            Returned = new Euro(returned),
        };

    public static BalanceBet Refunded(int day, int minute, decimal stake) =>
        Lost(day, minute, stake) with
        {
            Refunded = true,
            Returned = new Euro(stake),
        };

    /// <summary>A gain of a tenth is claimed.</summary>
    public static BalanceBet Lost(int day, int minute, decimal stake, double probability = .25) =>
        new()
        {
            Date = FirstDay.AddDays(day),
            Off = new DateTimeOffset(FirstDay.AddDays(day), new TimeOnly(12, 0), TimeSpan.FromHours(1)).AddMinutes(minute),
            Stake = new Euro(stake),
            Returned = Euro.Zero,
            Won = false,
            Probability = probability,
            ExpectedReturn = new Euro(stake * 1.1m),
        };
}
