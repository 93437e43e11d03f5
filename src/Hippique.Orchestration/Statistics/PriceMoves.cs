namespace Hippique.Orchestration.Statistics;

/// <summary>The change of each horse's share of the win pool in the last half hour of a past race.</summary>
internal static class PriceMoves
{
    /// <summary>
    /// Share lost per unit of log odds: the odds of outsiders lengthen in any race (regression of ln(close/H-30) on ln H-30, 2,400 national races of 2025).
    /// </summary>
    private const double Drift = 0.1;

    /// <summary>A larger move is an error of the price or a single betting coup; it must not decide the mean of a person.</summary>
    private const double MaxMove = 1;

    /// <summary>Log of the share gained, less the field's mean and less the usual gain at such odds; null if a price is missing.</summary>
    public static double[]? Of(IReadOnlyList<PastRunner> runners)
    {
        var moves = new double[runners.Count];
        var (mean, meanLog) = (0.0, 0.0);
        for (var i = 0; i < moves.Length; i++)
        {
            if (runners[i] is not { OddsH30: > 1 and { } early, OddsClose: > 1 and { } close })
                return null;
            moves[i] = Math.Log(early / close);
            mean += moves[i] / moves.Length;
            meanLog += Math.Log(early) / moves.Length;
        }
        for (var i = 0; i < moves.Length; i++)
        {
            var expected = mean - Drift * (Math.Log(runners[i].OddsH30!.Value) - meanLog);
            moves[i] = Math.Clamp(moves[i] - expected, -MaxMove, MaxMove);
        }
        return moves;
    }
}
