using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>
/// What a card says of a horse beside its price, as numbers that fit side by side; the names are those of <see cref="CardCoefficient.Feature"/>. A feature whose input is
/// missing is 0, the value of an ordinary horse of the field.
/// </summary>
public static class CardFeatures
{
    private const int RunsCounted = 6;

    /// <summary>In the order of the values. "Less the field" means: less the mean of those of the field that have one.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        // Square of the log of the odds: outsiders drift more than in proportion.
        "log_odds_squared",
        // Mean place of the last six runs of the family, tenth and incidents as 10, in tenths, less the field.
        "mean_place",
        // Place of the last run, likewise.
        "last_place",
        // 1 if one of the last six was an incident, less the field.
        "incident",
        // Log of the win rate (shrunk) to the family's, if known.
        "jockey",
        "trainer",
        // The public's late money on horses of these people, from the record.
        "jockey_move",
        "trainer_move",
        "owner_move",
        // Log of the earnings per start, less the field.
        "earnings",
        // Field's median of best recent times less the horse's, seconds per kilometre, within ± 2.
        "time",
        // 1 if the trainer is said to be confident, −1 if not.
        "opinion",
        // Career wins, and places, per start, both drawn in, less the field.
        "win_rate",
        "place_rate",
        // Handicap rating and weight in tens, less the field.
        "rating",
        "weight",
        // Years, less the field.
        "age",
    ];

    /// <summary>The values, one row of <see cref="Names"/> per starter.</summary>
    /// <param name="starters">Those that take part.</param>
    /// <param name="statistics">What is known of each; null if nothing is.</param>
    /// <param name="odds">Win odds of the moment.</param>
    public static double[] Of(IReadOnlyList<Runner> starters, IReadOnlyList<RunnerStatistics?> statistics, ReadOnlySpan<double> odds)
    {
        var table = new Table(starters.Count);
        for (var i = 0; i < starters.Count; i++)
        {
            var runner = starters[i];
            var known = statistics[i];
            var log = Math.Log(odds[i]);
            table.Row(i);
            table.Add(log * log);
            AddForm(table, runner);
            table.Add(LogRate(known?.Jockey));
            table.Add(LogRate(known?.Trainer));
            table.Add(known?.JockeyMove ?? 0);
            table.Add(known?.TrainerMove ?? 0);
            table.Add(known?.OwnerMove ?? 0);
            table.Add(
                runner is { EarningsCents: > 0, Starts: > 0 }
                    ? Math.Log((double)runner.EarningsCents.Value / runner.Starts.Value)
                    : double.NaN
            );
            table.Add(known is { Times.Count: > 0 } ? -known.Times.Min() : double.NaN);
            table.Add(Opinion(runner.TrainerOpinion));
            table.Add(runner.Starts > 0 ? ((runner.Wins ?? 0) + 1.0) / (runner.Starts.Value + 10) : double.NaN);
            table.Add(runner.Starts > 0 ? ((runner.Places ?? 0) + 2.0) / (runner.Starts.Value + 6) : double.NaN);
            table.Add(runner.Rating / 10 ?? double.NaN);
            table.Add(runner.WeightKg / 10 ?? double.NaN);
            table.Add(runner.Age ?? double.NaN);
        }
        foreach (
            var relative in (ReadOnlySpan<string>)
                ["mean_place", "last_place", "incident", "earnings", "win_rate", "place_rate", "rating", "weight", "age"]
        )
            table.Centre(relative);
        table.CentreOnMedian("time", 2);
        return table.Values;
    }

    private static void AddForm(Table table, Runner runner)
    {
        if (!Form.Parse(runner.Form).TryGet(out var form) || form.Performances.Count == 0)
        {
            for (var i = 0; i < 3; i++)
                table.Add(double.NaN);
            return;
        }
        double sum = 0;
        var counted = Math.Min(RunsCounted, form.Performances.Count);
        var incident = 0;
        for (var i = 0; i < counted; i++)
        {
            sum += form.Performances[i].CountedPlace ?? 10;
            incident |= form.Performances[i].Place is null ? 1 : 0;
        }
        table.Add(sum / counted / 10);
        table.Add((form.Performances[0].CountedPlace ?? 10) / 10.0);
        table.Add(incident);
    }

    private static double LogRate(WinRecord? record) =>
        record is { Known: true, FamilyRate: > 0 } ? Math.Log(record.Rate / record.FamilyRate) : 0;

    // PMU's words.
    private static double Opinion(string? opinion) =>
        opinion switch
        {
            "POSITIF" => 1,
            "NEGATIF" => -1,
            _ => 0,
        };

    /// <summary>Fills rows and makes columns relative to the field.</summary>
    private sealed class Table(int rows)
    {
        private int _at;

        public double[] Values { get; } = new double[rows * Names.Count];

        public void Row(int row) => _at = row * Names.Count;

        public void Add(double value) => Values[_at++] = value;

        public void Centre(string name)
        {
            var column = Column(name);
            var (sum, count) = (0.0, 0);
            for (var i = column; i < Values.Length; i += Names.Count)
            {
                if (double.IsNaN(Values[i]))
                    continue;
                sum += Values[i];
                count++;
            }
            Shift(column, count > 1 ? sum / count : double.NaN, double.PositiveInfinity);
        }

        public void CentreOnMedian(string name, double limit)
        {
            var column = Column(name);
            var known = new List<double>();
            for (var i = column; i < Values.Length; i += Names.Count)
            {
                if (!double.IsNaN(Values[i]))
                    known.Add(Values[i]);
            }
            known.Sort();
            var middle = known.Count / 2;
            var median =
                known.Count < 2 ? double.NaN
                : known.Count % 2 == 1 ? known[middle]
                : 0.5 * (known[middle - 1] + known[middle]);
            Shift(column, median, limit);
        }

        private void Shift(int column, double centre, double limit)
        {
            for (var i = column; i < Values.Length; i += Names.Count)
                Values[i] = double.IsNaN(Values[i] - centre) ? 0 : Math.Clamp(Values[i] - centre, -limit, limit);
        }

        private static int Column(string name)
        {
            for (var i = 0; i < Names.Count; i++)
                if (Names[i] == name)
                    return i;
            throw new ArgumentException($"no feature {name}", nameof(name));
        }
    }
}
