namespace Hippique.Exports;

/// <summary>One axis of a picture: from values to units of the picture, with ticks at round numbers.</summary>
internal sealed class PictureScale
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    /// <param name="values">What has to fit; none is a scale around 0.</param>
    /// <param name="from">Where the lowest value stands.</param>
    /// <param name="to">Where the highest value stands.</param>
    public PictureScale(IEnumerable<double> values, double from, double to)
    {
        double[] all = [.. values.Append(0)];
        var step = Step(all.Max() - all.Min());
        (_low, _high) = (Math.Floor(all.Min() / step) * step, Math.Ceiling(all.Max() / step) * step);
        if (_high - _low < step)
            _high = _low + step;
        (_from, _to) = (from, to);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((_high - _low) / step) + 1).Select(index => _low + index * step)];
    }

    /// <summary>Round values, ascending, 0 among them.</summary>
    public IReadOnlyList<double> Ticks { get; }

    public double At(double value) => _from + (value - _low) / (_high - _low) * (_to - _from);

    /// <summary>1, 2 or 5 times a power of ten, so that there are three to six steps.</summary>
    private static double Step(double span)
    {
        if (span <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / 3)));
        return (span / 3 / power) switch
        {
            >= 5 => 5 * power,
            >= 2 => 2 * power,
            _ => power,
        };
    }
}
