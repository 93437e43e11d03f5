namespace Hippique.Wire;

/// <summary>What a machine's clock does while a service works.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Begin">What the clock shows when the service is started.</param>
/// <param name="Leap">By how much it is set.</param>
/// <param name="From">After the start, as time really passes.</param>
/// <param name="Back">When it is set right again; null: what it shows after the leap is the time, as on a machine that slept.</param>
internal sealed record ClockScene(string Name, DateTimeOffset Begin, TimeSpan Leap, TimeSpan From, TimeSpan? Back)
{
    private static readonly DateTimeOffset Afternoon = new(2026, 11, 26, 13, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Third = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(3);

    /// <summary>When the service is killed and started again, after the start; null: it is not.</summary>
    public TimeSpan? Killed { get; init; }

    public static IReadOnlyList<ClockScene> All { get; } =
    [
        Step("two hours ahead for 20 s", TimeSpan.FromHours(2), 20),
        Step("two hours ahead for 150 s", TimeSpan.FromHours(2), 150),
        Step("two hours back for 20 s", TimeSpan.FromHours(-2), 20),
        Step("two hours back for 150 s", TimeSpan.FromHours(-2), 150),
        Step("a day ahead for 40 s", TimeSpan.FromDays(1), 40),
        Step("a day ahead for 150 s", TimeSpan.FromDays(1), 150),
        WithKill("two hours ahead for 40 s", TimeSpan.FromHours(2)),
        WithKill("two hours back for 40 s", TimeSpan.FromHours(-2)),
        WithKill("a day ahead for 40 s", TimeSpan.FromDays(1)),
        WithKill("a day back for 40 s", TimeSpan.FromDays(-1)),
        new("asleep for 40 minutes", Afternoon, TimeSpan.FromMinutes(40), Third, null),
        // 02:00 on the Paris clock becomes 03:00.
        Quiet("summer time begins", new DateTimeOffset(2027, 3, 28, 0, 59, 0, TimeSpan.Zero)),
        // 03:00 on the Paris clock becomes 02:00.
        Quiet("summer time ends", new DateTimeOffset(2026, 10, 25, 0, 59, 0, TimeSpan.Zero)),
        Quiet("midnight in Paris", new DateTimeOffset(2026, 11, 26, 22, 59, 0, TimeSpan.Zero)),
    ];

    /// <summary>When looks are due, from the start on by a right clock: to half a minute after the clock is right again, and on both sides of the time that a machine slept.</summary>
    public IEnumerable<DateTimeOffset> Due()
    {
        var first = Begin.AddSeconds(30);
        if (Back is { } back)
            return Every(first, Begin + back + TimeSpan.FromSeconds(60));
        return Leap == TimeSpan.Zero
            ? Every(first, Begin.AddSeconds(120))
            :
            [
                .. Every(first, Begin + From + TimeSpan.FromSeconds(30)),
                .. Every(Begin + From + Leap - TimeSpan.FromMinutes(6), Begin + From + Leap + TimeSpan.FromSeconds(150), 4),
            ];
    }

    /// <summary>What the right clock shows at a time after the start.</summary>
    public DateTimeOffset Right(TimeSpan after) => Begin + after + (Back is null && after >= From ? Leap : TimeSpan.Zero);

    /// <summary>When it can all be looked at.</summary>
    public DateTimeOffset End => Due().Max() + TimeSpan.FromSeconds(30);

    private static ClockScene Step(string name, TimeSpan leap, int seconds) =>
        new(name, Afternoon, leap, Third, Third + TimeSpan.FromSeconds(seconds));

    /// <summary>Nobody tells the new process that the clock it sees is wrong.</summary>
    private static ClockScene WithKill(string name, TimeSpan leap) =>
        Step($"{name}, killed in it", leap, 40) with
        {
            Killed = Third + TimeSpan.FromSeconds(15),
        };

    private static ClockScene Quiet(string name, DateTimeOffset begin) => new(name, begin, TimeSpan.Zero, Third, null);

    private static IEnumerable<DateTimeOffset> Every(DateTimeOffset first, DateTimeOffset last, int gaps = 1)
    {
        for (var at = first; at <= last; at += Gap * gaps)
            yield return at;
    }
}
