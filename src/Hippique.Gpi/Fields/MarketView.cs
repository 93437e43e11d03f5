using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities;
using Hippique.Racing;

namespace Hippique.Gpi.Fields;

/// <summary>
/// What the market says of the win. The probability comes from all pools that can be seen, whatever the pool in which a ticket is bought: the national pool with the other one
/// where both price the same starters, else the one in which the ticket would be bought, else any.
/// </summary>
internal sealed class MarketView
{
    /// <param name="field">The starters.</param>
    /// <param name="own">The pool in which a ticket would be bought.</param>
    /// <param name="pools">Every pool in view.</param>
    /// <param name="model">Exponents and weights of pools.</param>
    public MarketView(Field field, PoolView own, IReadOnlyList<PoolView> pools, GpiModel model)
    {
        var national = pools.FirstOrDefault(pool => pool.Prices!.Pool.Family() == PoolFamily.National && pool.Priced > 0);
        var other = own.Priced > 0 && own != national ? own : pools.FirstOrDefault(pool => pool != national && pool.Priced > 0);
        Leading = own.Priced > 0 ? own : national ?? other;
        Share = new double[field.Count];
        Probability = new double[field.Count];
        if (Leading is null)
            return;
        for (var i = 0; i < field.Count; i++)
            Share[i] = Leading.Win[i] > 0 ? 1 / Leading.Win[i] / Leading.WinBook : 0;
        var fit = model.Exponent(Leading.Prices!.Pool, field.Card.Discipline);
        (Exponent, ExponentError) = (fit.Value, fit.StandardError ?? 0);
        if (model.TwoPools is { } two && national is not null && other is not null && SameStarters(national, other))
        {
            Both = true;
            Exponent = two.National + two.Internet;
            ExponentError = Math.Sqrt(two.NationalError * two.NationalError + two.InternetError * two.InternetError);
            for (var i = 0; i < field.Count; i++)
                Probability[i] = national.Win[i] > 0 ? Math.Pow(national.Win[i], -two.National) * Math.Pow(other.Win[i], -two.Internet) : 0;
        }
        else
        {
            for (var i = 0; i < field.Count; i++)
                Probability[i] = Share[i] > 0 ? Math.Pow(Share[i], Exponent) : 0;
        }
        WinProbabilities.Normalise(Probability);
    }

    /// <summary>The pool whose shares are shown; null where no pool has a price.</summary>
    public PoolView? Leading { get; }
    public Pool? Pool => Leading?.Prices!.Pool;

    /// <summary>Two pools were combined.</summary>
    public bool Both { get; }

    /// <summary>Share of the leading pool on each starter; 0 without a price.</summary>
    public double[] Share { get; }

    /// <summary>Win probabilities over the priced starters; 0 without a price.</summary>
    public double[] Probability { get; }
    public double Exponent { get; } = 1;
    public double ExponentError { get; }

    private static bool SameStarters(PoolView one, PoolView two)
    {
        for (var i = 0; i < one.Win.Length; i++)
            if (one.Win[i] > 0 != two.Win[i] > 0)
                return false;
        return true;
    }
}
