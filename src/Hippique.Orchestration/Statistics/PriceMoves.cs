namespace Hippique.Orchestration.Statistics;

/// <summary>How the public's money moved in the last half hour of a past race, horse by horse.</summary>
internal static class PriceMoves
{
    /// <summary>
    /// Share lost per unit of log odds: outsiders drift by themselves (regression of ln(close/H-30) on ln H-30, 2,400 national races of 2025).
    /// </summary>
    private const double Drift = 0.1;

    /// <summary>A single move that says more is an error of the price or a stable's one coup; it must not make a reputation.</summary>
    private const double Largest = 1;

    /// <summary>Log of the share gained, less the field's mean and less what odds of that height gain; null where the race lacks a price.</summary>
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
            moves[i] = Math.Clamp(moves[i] - expected, -Largest, Largest);
        }
        return moves;
    }
}
