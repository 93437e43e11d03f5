using Hippique.Gpi.Calibration;
using Hippique.Gpi.Factors;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Market;

/// <summary>
/// What the market says of the win. The probability comes from all pools that can be seen, whatever the pool in which a ticket is bought: the national pool with the other one
/// if both price the same starters, else the one in which the ticket would be bought, else any.
/// </summary>
internal sealed class MarketView
{
    public MarketView(AnalysisContext context, PoolView own)
    {
        var pools = context.Pools;
        var national = pools.FirstOrDefault(pool => pool.Prices!.Pool.Family() == PoolFamily.National && pool.Priced > 0);
        var other = own.Priced > 0 && own != national ? own : pools.FirstOrDefault(pool => pool != national && pool.Priced > 0);
        var count = context.Field.Count;
        Leading = own.Priced > 0 ? own : national ?? other;
        (Share, Probability, Shin, OddsH30) = (new double[count], new double[count], new double[count], new double[count]);
        Forecast = Probability;
        if (Leading is null)
            return;
        for (var i = 0; i < count; i++)
            Share[i] = Leading.Win[i] > 0 ? 1 / Leading.Win[i] / Leading.WinBook : 0;
        if (context.AtH30(Leading.Prices!.Pool) is { } earlier)
            OddsH30 = earlier.Win;
        var fit = context.Model.Exponent(Leading.Prices.Pool, context.Discipline);
        (Exponent, ExponentError) = (fit.Value, fit.StandardError ?? 0);
        Close = new CloseView(context, Leading);
        if (context.Model.TwoPools is { } two && national is not null && other is not null && SameStarters(national, other))
            Combine(context, two, national, other);
        else
            Raise(context);
        WinProbabilities.Normalise(Probability);
        WinProbabilities.Normalise(Forecast);
        SecondOpinion();
    }

    /// <summary>The pool whose shares are shown; null if no pool has a price.</summary>
    public PoolView? Leading { get; }
    public Pool? Pool => Leading?.Prices!.Pool;

    /// <summary>The pool whose law of the finishing order goes with the probabilities: the national one if it is among two, since it weighs more.</summary>
    public Pool LawPool => Both ? Racing.Pool.PmuNational : Pool ?? Racing.Pool.ZEturf;

    /// <summary>Two pools were combined.</summary>
    public bool Both { get; private set; }

    /// <summary>Share of the leading pool on each starter; 0 without a price.</summary>
    public double[] Share { get; }

    /// <summary>Win probabilities over the priced starters; 0 without a price.</summary>
    public double[] Probability { get; }

    /// <summary>
    /// What the fitted weights start from: the expected closing shares with their own exponent if the model has one (much of the money comes in the last minutes, and part of
    /// that is predictable); else the same as <see cref="Probability"/>.
    /// </summary>
    public double[] Forecast { get; private set; }

    /// <summary>Expected closing shares of the leading pool; null without a price.</summary>
    public CloseView? Close { get; }

    /// <summary>Shin's probabilities from the leading pool; 0 without a price.</summary>
    public double[] Shin { get; }

    /// <summary>Win odds of the leading pool at H-30; 0 without a price.</summary>
    public double[] OddsH30 { get; }
    public double Exponent { get; private set; } = 1;
    public double ExponentError { get; private set; }

    private void Raise(AnalysisContext context)
    {
        Share.CopyTo(Probability, 0);
        RaceFactors.BlendShares(context.Rules.FactorRules, OddsH30, Probability);
        for (var i = 0; i < Probability.Length; i++)
            Probability[i] = Probability[i] > 0 ? Math.Pow(Probability[i], Exponent) : 0;
        if (Close!.Fit.Exponent is not { } exponent)
            return;
        Forecast = Array.ConvertAll(Close.Share, share => share > 0 ? Math.Pow(share, exponent) : 0);
    }

    private void Combine(AnalysisContext context, TwoPoolsFit two, PoolView national, PoolView other)
    {
        Both = true;
        Exponent = two.National + two.Internet;
        ExponentError = Math.Sqrt(two.NationalError * two.NationalError + two.InternetError * two.InternetError);
        for (var i = 0; i < Probability.Length; i++)
            Probability[i] = national.Win[i] > 0 ? Math.Pow(national.Win[i], -two.National) * Math.Pow(other.Win[i], -two.Internet) : 0;
        var (one, another) = (new CloseView(context, national), new CloseView(context, other));
        if (one.Fit.Exponent is null || another.Fit.Exponent is null)
            return;
        // The weights were fitted on closing shares, and these are forecasts of them.
        Forecast = new double[Probability.Length];
        for (var i = 0; i < Forecast.Length; i++)
            Forecast[i] = one.Share[i] > 0 ? Math.Pow(one.Share[i], two.National) * Math.Pow(another.Share[i], two.Internet) : 0;
    }

    private void SecondOpinion()
    {
        var odds = new double[Leading!.Priced];
        var shin = new double[odds.Length];
        var at = 0;
        foreach (var o in Leading.Win)
            if (o > 0)
                odds[at++] = o;
        WinProbabilities.Shin(odds, shin);
        at = 0;
        for (var i = 0; i < Shin.Length; i++)
            if (Leading.Win[i] > 0)
                Shin[i] = shin[at++];
    }

    private static bool SameStarters(PoolView one, PoolView two)
    {
        for (var i = 0; i < one.Win.Length; i++)
            if (one.Win[i] > 0 != two.Win[i] > 0)
                return false;
        return true;
    }
}
