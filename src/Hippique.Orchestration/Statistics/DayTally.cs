namespace Hippique.Orchestration.Statistics;

/// <summary>Running sums at the end of each day that changed them; asked for the state on the morning of any day.</summary>
internal sealed class DayTally
{
    private readonly List<(int Day, Sums Sums)> _days = [];

    /// <summary>Days come in order.</summary>
    public void Add(int day, bool won, double? move)
    {
        var last = _days.Count > 0 ? _days[^1] : default;
        var next = new Sums(
            last.Sums.Starts + 1,
            last.Sums.Wins + (won ? 1 : 0),
            last.Sums.Moves + (move is null ? 0 : 1),
            last.Sums.Move + (move ?? 0)
        );
        if (_days.Count > 0 && last.Day == day)
            _days[^1] = (day, next);
        else
            _days.Add((day, next));
    }

    public Sums Before(int day)
    {
        int low = 0,
            high = _days.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_days[middle].Day < day)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? default : _days[low - 1].Sums;
    }

    /// <param name="Starts">Races run.</param>
    /// <param name="Wins">Of them won.</param>
    /// <param name="Moves">Of them with prices of both moments.</param>
    /// <param name="Move">Sum of their moves.</param>
    public readonly record struct Sums(int Starts, int Wins, int Moves, double Move)
    {
        private const int Shrinkage = 10;

        public double MeanMove => Move / (Moves + Shrinkage);
    }
}
