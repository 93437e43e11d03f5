using System.Globalization;
using Hippique.Racing;

namespace Hippique.Orchestration.Tasks;

/// <summary>Names of tasks. They carry the programme's date, so that scheduling a day twice creates nothing twice.</summary>
public static class TaskName
{
    /// <summary><c>plan-20251122</c>, also the correlation id of the day's plan.</summary>
    public static string Plan(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"plan-{date:yyyyMMdd}");

    /// <summary><c>run-20251016-r1c3-h30</c>, also the correlation id of the run.</summary>
    public static string Run(RaceId race, Phase phase) =>
        string.Create(CultureInfo.InvariantCulture, $"run-{race.Date:yyyyMMdd}-{Lower(race.Code)}-h{(int)phase}");

    /// <summary>The same phase after the off moved: <c>run-20251016-r1c3-h5-t1412</c>, with the new off on the Paris clock.</summary>
    public static string RunMoved(RaceId race, Phase phase, DateTimeOffset newOff) =>
        string.Create(CultureInfo.InvariantCulture, $"{Run(race, phase)}-t{ParisTime.ToParis(newOff):HHmm}");

    /// <summary><c>run-20251016-r1c3-close</c>.</summary>
    public static string Close(RaceId race) =>
        string.Create(CultureInfo.InvariantCulture, $"run-{race.Date:yyyyMMdd}-{Lower(race.Code)}-close");

    /// <summary>The same after the off moved: <c>run-20251016-r1c3-close-t1412</c>.</summary>
    public static string CloseMoved(RaceId race, DateTimeOffset newOff) =>
        string.Create(CultureInfo.InvariantCulture, $"{Close(race)}-t{ParisTime.ToParis(newOff):HHmm}");

    /// <summary><c>run-20251016-r1c3-result</c>.</summary>
    public static string Result(RaceId race) =>
        string.Create(CultureInfo.InvariantCulture, $"run-{race.Date:yyyyMMdd}-{Lower(race.Code)}-result");

    /// <summary>The same after the off moved: <c>run-20251016-r1c3-result-t1412</c>.</summary>
    public static string ResultMoved(RaceId race, DateTimeOffset newOff) =>
        string.Create(CultureInfo.InvariantCulture, $"{Result(race)}-t{ParisTime.ToParis(newOff):HHmm}");

    /// <summary>
    /// The same once more, where it is used: <c>run-20251016-r1c3-h5-t1412-2</c> for an off that moved there for the second time. <paramref name="time"/> 1 is the name itself.
    /// </summary>
    public static string Again(string name, int time) => time == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{time}");

    /// <summary><c>plan-20251122-t1304</c>: the programme once more, with the due instant on the Paris clock.</summary>
    public static string Programme(DateOnly date, DateTimeOffset due) =>
        string.Create(CultureInfo.InvariantCulture, $"{Plan(date)}-t{ParisTime.ToParis(due):HHmm}");

    /// <summary><c>plan-20251122-start-093112</c>: the day planned because the service started then, on the Paris clock, and found no plan.</summary>
    public static string PlanAtStart(DateOnly date, DateTimeOffset start) =>
        string.Create(CultureInfo.InvariantCulture, $"{Plan(date)}-start-{ParisTime.ToParis(start):HHmmss}");

    /// <summary><c>plan-20251122-early</c>: the day's early races planned on the evening before.</summary>
    public static string PlanEarly(DateOnly date) => $"{Plan(date)}-early";

    /// <summary><c>plan-20251122-again-0930</c>: the day planned once more, with the due instant on the Paris clock.</summary>
    public static string PlanAgain(DateOnly date, DateTimeOffset due) =>
        string.Create(CultureInfo.InvariantCulture, $"{Plan(date)}-again-{ParisTime.ToParis(due):HHmm}");

    /// <summary><c>results-20251122</c>, for one race <c>results-20251122-r1c3</c>: the correlation id of a request for results.</summary>
    public static string Results(DateOnly date, RaceCode? race = null) =>
        string.Create(CultureInfo.InvariantCulture, $"results-{date:yyyyMMdd}") + (race is { } code ? $"-{Lower(code)}" : "");

    /// <summary><c>news-20251122-r1c3-tickets-webhook</c>: a message about something of the day, to one receiver.</summary>
    public static string News(DateOnly date, string key, string receiver) =>
        string.Create(CultureInfo.InvariantCulture, $"news-{date:yyyyMMdd}-{key}-{receiver}");

    /// <summary>
    /// What goes with a plan, by the plan's own name: <c>results-20251122</c> with <c>plan-20251122</c>, <c>figures-20251122-start-093112</c> with
    /// <c>plan-20251122-start-093112</c>.
    /// </summary>
    public static string With(PlannedTask plan, TaskKind kind)
    {
        var work = kind switch
        {
            TaskKind.Results or TaskKind.EarlyResults => "results",
            TaskKind.Figures => "figures",
            TaskKind.Clearing => "clearing",
            _ => throw new ArgumentException($"a task of kind {kind} goes with no plan", nameof(kind)),
        };
        return work + plan.Name[plan.Name.IndexOf('-', StringComparison.Ordinal)..];
    }

    /// <summary>The programme day that every name carries after its first part; null where a text is no name of a task.</summary>
    public static DateOnly? DateOf(string name) =>
        name.Split('-') is [_, var day, ..]
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static string Lower(RaceCode code) => code.ToString().ToLowerInvariant();
}
