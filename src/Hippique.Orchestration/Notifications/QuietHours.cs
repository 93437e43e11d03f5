using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>Hours of each day in which nothing is sent, in minutes of the Paris clock; they may go over midnight. What the clock shows twice in autumn is quiet twice.</summary>
/// <param name="From">The first minute.</param>
/// <param name="Until">The first minute after them; not <paramref name="From"/>.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    // TimeOnly.IsBetween includes the start, excludes the end, and goes over midnight.
    public bool Contains(DateTimeOffset instant) => TimeOnly.FromDateTime(ParisTime.ToParis(instant).DateTime).IsBetween(From, Until);

    /// <summary>The instant itself, or the end of the quiet hours in which it lies.</summary>
    public DateTimeOffset Next(DateTimeOffset instant)
    {
        if (!Contains(instant))
            return instant;
        // Minute by minute, at most a day: right whatever the clock does meanwhile.
        var minute = new DateTimeOffset(instant.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        do minute += TimeSpan.FromMinutes(1);
        while (Contains(minute));
        return minute;
    }
}
