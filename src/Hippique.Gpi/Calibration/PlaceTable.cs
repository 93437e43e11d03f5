using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>Predicted and observed places of the horses of one bin.</summary>
/// <param name="Low">Lower end of the predicted probability.</param>
/// <param name="Runners">How many horses.</param>
/// <param name="Predicted">Their mean place probability.</param>
/// <param name="Observed">The share that was placed.</param>
/// <param name="StandardError">Of the share, if the predictions are right.</param>
public sealed record PlaceBin(double Low, int Runners, double Predicted, double Observed, double StandardError)
{
    private const double TwoPoints = 0.02;

    /// <summary>The larger of two points and two standard errors.</summary>
    public double Allowed => Math.Max(TwoPoints, 2 * StandardError);
    public bool Passed => Math.Abs(Observed - Predicted) <= Allowed;
}

/// <summary>Place calibration of one family of disciplines: ten bins of equal width; those without a horse are left out.</summary>
public sealed record PlaceTable(DisciplineFamily Family, int Races, IReadOnlyList<PlaceBin> Bins)
{
    private const int Count = 10;

    public bool Passed => Bins.All(bin => bin.Passed);

    /// <summary>Tables of flat, trot and jumps on races whose places are all known.</summary>
    /// <param name="races">Races that the model was not fitted on.</param>
    /// <param name="win">Win probabilities of a race.</param>
    /// <param name="law">The law of the finishing order for them.</param>
    public static IReadOnlyList<PlaceTable> Of(
        IReadOnlyList<CalibrationRace> races,
        Func<CalibrationRace, double[]> win,
        Func<CalibrationRace, OrderLaw> law
    )
    {
        var usable = races.Where(race => race.PlacesPaid > 0 && race.Placed.Count >= race.PlacesPaid).ToList();
        var places = usable
            .AsParallel()
            .AsOrdered()
            .Select(race =>
            {
                var p = new double[race.Starters.Count];
                new Orders(win(race), law(race)).Places(race.PlacesPaid, p);
                return p;
            })
            .ToList();
        return
        [
            .. new[] { DisciplineFamily.Flat, DisciplineFamily.Trot, DisciplineFamily.Jumps }.Select(family => Of(family, usable, places)),
        ];
    }

    private static PlaceTable Of(DisciplineFamily family, List<CalibrationRace> races, List<double[]> places)
    {
        var (runners, predicted, placed, variance) = (new int[Count], new double[Count], new int[Count], new double[Count]);
        var used = 0;
        for (var r = 0; r < races.Count; r++)
        {
            if (races[r].Discipline.Family() != family)
                continue;
            used++;
            for (var i = 0; i < places[r].Length; i++)
            {
                var p = places[r][i];
                var bin = Math.Clamp((int)(p * Count), 0, Count - 1);
                runners[bin]++;
                predicted[bin] += p;
                variance[bin] += p * (1 - p);
                placed[bin] += races[r].Placed.Contains(i) ? 1 : 0;
            }
        }
        var bins = new List<PlaceBin>();
        for (var bin = 0; bin < Count; bin++)
        {
            var n = runners[bin];
            if (n > 0)
                bins.Add(
                    new PlaceBin(
                        (double)bin / Count,
                        n,
                        predicted[bin] / n,
                        (double)placed[bin] / n,
                        Math.Sqrt(Math.Max(0, variance[bin])) / n
                    )
                );
        }
        return new PlaceTable(family, used, bins);
    }
}
