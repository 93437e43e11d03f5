using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Gpi.Tests;

/// <summary>A model of round numbers written by hand, so that results can be redone by hand too, whatever ships; and the same with parts exchanged.</summary>
internal static class Models
{
    public static GpiModel ByHand { get; } = Read();

    /// <summary>
    /// A calibration under which every combination of the bet pays <paramref name="generosity"/> times its fair dividend by the pool's prices. More than 1 is what no pool pays; the value that
    /// it says of itself is another number, so that tests can have tickets.
    /// </summary>
    public static PayoutFit Payout(
        BetType bet,
        double generosity,
        int races = 200,
        double bias = .05,
        double width = .10,
        DateOnly? lastDay = null,
        bool shipped = true,
        Pool pool = Pool.ZEturf,
        double value = .85
    ) =>
        new()
        {
            Pool = pool,
            Bet = bet,
            Discipline = ModelDiscipline.All,
            ProbabilityLow = 0,
            ProbabilityHigh = 1,
            PricedBy = pool,
            AtH5 = new PayoutCurve(Math.Log(generosity), -1, 0, 0),
            AtClose = new PayoutCurve(Math.Log(generosity), -1, 0, 0),
            Value = value,
            Deviation = .3,
            Races = races,
            Bias = bias,
            Width = width,
            LastDay = lastDay ?? Races.Id.Date,
            Shipped = shipped,
        };

    public static GpiModel With(params PayoutFit[] payouts) => ByHand with { Payouts = payouts };

    public static GpiModel WithWeights(double drift = 0, double form = 0, double beta = 1) =>
        ByHand with
        {
            Weights =
            [
                new WeightsFit
                {
                    Factors = "v5.1",
                    Discipline = ModelDiscipline.All,
                    Beta = new(beta, null),
                    Drift = new(drift, null),
                    JockeyTrainer = new(0, null),
                    Time = new(0, null),
                    Form = new(form, null),
                    Regularity = new(0, null),
                },
            ],
        };

    private static GpiModel Read()
    {
        using var file = new StreamReader(typeof(Models).Assembly.GetManifestResourceStream("by-hand.json")!);
        return GpiModels.Parse(file.ReadToEnd()).Value;
    }
}
