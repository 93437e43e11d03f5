namespace Hippique.Orchestration.Balances;

/// <summary>Programme days, both ends among them.</summary>
public readonly record struct DayRange
{
    /// <exception cref="ArgumentOutOfRangeException">The first day is after the last.</exception>
    public DayRange(DateOnly from, DateOnly to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        (From, To) = (from, to);
    }

    /// <summary>All days.</summary>
    public static DayRange All => new(DateOnly.MinValue, DateOnly.MaxValue);

    public DateOnly From { get; }
    public DateOnly To { get; }

    /// <summary>The month in which a day lies.</summary>
    public static DayRange OfMonth(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new DayRange(first, new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)));
    }

    public bool Contains(DateOnly day) => day >= From && day <= To;
}
