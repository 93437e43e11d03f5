using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;

namespace Hippique.Gpi.Market;

/// <summary>The closing shares of one pool that the model expects, from the prices of both looks and the card, over the starters priced at H-5.</summary>
internal sealed class CloseView
{
    public CloseView(AnalysisContext context, PoolView pool)
    {
        Fit = context.Model.Close(pool.Prices!.Pool, context.Discipline);
        Share = new double[context.Field.Count];
        var at = new int[pool.Priced];
        var (odds, oddsH30, shares) = (new double[at.Length], new double[at.Length], new double[at.Length]);
        var earlier = context.AtH30(pool.Prices.Pool);
        var count = 0;
        for (var i = 0; i < Share.Length; i++)
        {
            if (pool.Win[i] <= 0)
                continue;
            odds[count] = pool.Win[i];
            oddsH30[count] = earlier?.Win[i] > 0 ? earlier.Win[i] : double.NaN;
            at[count++] = i;
        }
        CloseForecast.Shares(Fit, odds, oddsH30, Features(context, at, odds), shares);
        for (var n = 0; n < at.Length; n++)
            Share[at[n]] = shares[n];
    }

    public CloseFit Fit { get; }

    /// <summary>Expected closing share by starter; 0 without a price.</summary>
    public double[] Share { get; }

    private double[] Features(AnalysisContext context, int[] at, double[] odds)
    {
        if (Fit.Card.Count == 0)
            return new double[at.Length * CardFeatures.Names.Count];
        var starters = Array.ConvertAll(at, i => context.Field.Runners[i]);
        var statistics = Array.ConvertAll(at, i => context.Statistics[i]);
        return CardFeatures.Of(starters, statistics, odds);
    }
}
