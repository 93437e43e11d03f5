namespace Hippique.Gpi.Staking;

/// <summary>
/// How far wealth can fall if the same round of bets is played again and again, the same shares of wealth on each. The logarithm of wealth is a random walk with the steps of the
/// outcomes; with θ &gt; 0 such that <c>E[exp(−θ·step)] = 1</c> (Lundberg) the chance to fall by L is <c>exp(−θL) · E*[exp(−θ·overshoot)]</c> (Siegmund 1976), where the walk of E*
/// has the probabilities <c>p·exp(−θ·step)</c> and falls by L for certain. What is still under way has a factor between that of the longest step down and 1, which brackets the result.
/// </summary>
public static class Drawdown
{
    /// <summary>The width of the bracket at which the walk is ended.</summary>
    private const double Accuracy = 1e-3;

    // Positions within a cell are merged, and their mean is kept: a small part of the longest step down, within these parts of the way to the barrier.
    private const int CellsInStep = 10;
    private const int LeastCellsToBarrier = 1000;
    private const int MostCellsToBarrier = 5000;
    private const int MostCells = 200_000;

    /// <summary>Who has climbed so far that fewer than e^−9 of them get there is counted as still under way, and not followed; nor are masses that count for nothing.</summary>
    private const double FarAbove = 9;
    private const double Tiny = 1e-12;

    /// <summary>Wealth that is exactly the share has fallen to it, whatever the rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The work at which the walk is ended in any case; reached only by steps so small that the bracket is narrow from the start.</summary>
    private const long MostMoves = 60_000_000;

    /// <summary>Chance that wealth is ever at or below a share of itself, to within .001.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    /// <param name="probabilities">Of the outcomes of one round; together 1.</param>
    /// <param name="returns">What wealth becomes with each outcome, per unit: 1 leaves it as it is; above 0 where the outcome can happen.</param>
    /// <exception cref="ArgumentOutOfRangeException">An outcome that can happen leaves nothing.</exception>
    public static double EverBelow(double share, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns)
    {
        var steps = StepsOf(probabilities, returns);
        if (steps.TrueForAll(step => step.Log >= 0))
            return 0;
        // Without growth every level is reached.
        if (steps.Sum(step => step.Probability * step.Log) <= 0)
            return 1;
        var theta = Lundberg(steps);
        Step[] tilted = [.. steps.Select(step => step with { Probability = step.Probability * Math.Exp(-theta * step.Log) })];
        return new Walk(tilted, theta, -Math.Log(share)).Chance();
    }

    private static List<Step> StepsOf(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> returns)
    {
        var steps = new SortedDictionary<double, double>();
        for (var i = 0; i < returns.Length; i++)
        {
            if (probabilities[i] <= 0)
                continue;
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(returns[i], nameof(returns));
            steps[Math.Log(returns[i])] = steps.GetValueOrDefault(Math.Log(returns[i])) + probabilities[i];
        }
        return [.. steps.Select(step => new Step(step.Key, step.Value))];
    }

    private static double Lundberg(List<Step> steps)
    {
        double Excess(double theta) => steps.Sum(step => step.Probability * (Math.Exp(-theta * step.Log) - 1));
        double low = 0,
            high = 1;
        while (Excess(high) < 0)
            (low, high) = (high, 2 * high);
        for (var round = 0; round < 100; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Excess(middle) < 0 ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    private readonly record struct Step(double Log, double Probability);

    /// <summary>The tilted walk, as masses at heights above the barrier.</summary>
    private sealed class Walk
    {
        private readonly Step[] _steps;
        private readonly double _theta;
        private readonly double _fall;
        private readonly double _far;
        private readonly double _ceiling;
        private readonly double _least;
        private readonly double _cell;
        private double _fallen;
        private double _gone;

        public Walk(Step[] steps, double theta, double fall)
        {
            (_steps, _theta, _fall) = (steps, theta, fall);
            _far = fall + FarAbove / theta;
            _ceiling = Math.Exp(-theta * fall);
            _least = Math.Exp(theta * steps[0].Log);
            var wanted = Math.Clamp(-steps[0].Log / CellsInStep, fall / MostCellsToBarrier, fall / LeastCellsToBarrier);
            _cell = Math.Max(wanted, _far / MostCells);
        }

        public double Chance()
        {
            var cells = (int)(_far / _cell) + 2;
            var (now, next) = (new Masses(cells), new Masses(cells));
            now.Add((int)(_fall / _cell), _fall, 1);
            long moves = 0;
            while (_ceiling * (now.Total + _gone) * (1 - _least) > Accuracy && moves < MostMoves)
            {
                moves += (long)(now.High - now.Low + 1) * _steps.Length;
                Move(now, next);
                (now, next) = (next, now);
            }
            // Who falls later falls past the barrier about as far as who fell before.
            var underWay = now.Total + _gone;
            var factor = underWay < 1 ? _fallen / (1 - underWay) : (1 + _least) / 2;
            return _ceiling * (_fallen + underWay * factor);
        }

        private void Move(Masses now, Masses next)
        {
            next.Clear();
            for (var at = now.Low; at <= now.High; at++)
            {
                var mass = now.Mass[at];
                if (mass < Tiny)
                {
                    _gone += mass;
                    continue;
                }
                var height = now.Moment[at] / mass;
                foreach (var (log, probability) in _steps)
                {
                    var to = height + log;
                    if (to <= Rounding)
                        _fallen += mass * probability * Math.Exp(_theta * Math.Min(to, 0));
                    else if (to > _far)
                        _gone += mass * probability;
                    else
                        next.Add((int)(to / _cell), to, mass * probability);
                }
            }
        }
    }

    /// <summary>Masses by cell, each with the sum of mass times height, so that merging keeps the mean.</summary>
    private sealed class Masses(int cells)
    {
        public double[] Mass { get; } = new double[cells];
        public double[] Moment { get; } = new double[cells];
        public double Total { get; private set; }
        public int Low { get; private set; } = int.MaxValue;
        public int High { get; private set; } = -1;

        public void Add(int cell, double height, double mass)
        {
            Mass[cell] += mass;
            Moment[cell] += mass * height;
            Total += mass;
            Low = Math.Min(Low, cell);
            High = Math.Max(High, cell);
        }

        public void Clear()
        {
            if (High >= 0)
            {
                Array.Clear(Mass, Low, High - Low + 1);
                Array.Clear(Moment, Low, High - Low + 1);
            }
            (Low, High, Total) = (int.MaxValue, -1, 0);
        }
    }
}
