using System.Globalization;
using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Notifications;

/// <summary>
/// The faults of a day: each is told once when it begins and once when it is over. All is read from what is stored, the messages that were put out among it, so that a restart or another
/// process changes nothing.
/// </summary>
internal static class DayFaults
{
    /// <summary>A look whose end was found earlier is no news.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(3);

    private static readonly TimeSpan PlanFor = TimeSpan.FromHours(6);
    private const string PlanFails = "plan-fails";

    public static IEnumerable<DueNews> Of(DayFacts day) => [.. OfLooks(day), .. OfPlan(day), .. OfSources(day)];

    /// <summary>
    /// Looks that were missed or failed one after the other are one fault, named after the first. Two or more of them are a lasting one: then it is told too that looks are made again.
    /// </summary>
    private static IEnumerable<DueNews> OfLooks(DayFacts day)
    {
        var run = new List<TaskRecord>();
        foreach (var look in day.Tasks.Where(IsTold).OrderBy(look => look.EndedAt).ThenBy(look => look.Task.Name, StringComparer.Ordinal))
        {
            if (!look.End!.IsDone)
            {
                run.Add(look);
                if (run.Count == 1 && Missed(day, look) is { } missed)
                    yield return missed;
                continue;
            }
            if (run.Count > 1)
                yield return GoOn(run, look);
            run.Clear();
        }

        // What was over when the day was planned was missed by nobody.
        static bool IsTold(TaskRecord record) =>
            record.Task.Kind.IsPhase() && record.End is { } end and not TaskEnd.Cancelled && end != TaskEnd.Missed.PlannedTooLate;
    }

    private static DueNews? Missed(DayFacts day, TaskRecord look) =>
        day.Race(look.Task.RaceOrThrow) is { } race
            ? new DueNews
            {
                Key = MissedKey(look),
                Topic = NewsTopic.Faults,
                Race = race.Id,
                Content = new News.PhaseMissed
                {
                    Race = NewsRaces.Of(race),
                    Phase = look.Task.Kind.ToPhase(),
                    State = look.End!.State,
                    Why = look.End.Detail ?? "",
                },
                From = look.EndedAt!.Value,
                For = Fresh,
            }
            : null;

    private static DueNews GoOn(List<TaskRecord> run, TaskRecord done) =>
        new()
        {
            Key = $"{MissedKey(run[0])}-over",
            Topic = NewsTopic.Faults,
            Content = new News.PhasesGoOn(run.Count),
            From = done.EndedAt!.Value,
            For = Fresh,
            After = MissedKey(run[0]),
        };

    // "run-20251122-r1c3-h5" and its like, without what every name has.
    private static string MissedKey(TaskRecord look) => $"missed-{string.Join('-', look.Task.Name.Split('-')[2..])}";

    private static IEnumerable<DueNews> OfPlan(DayFacts day)
    {
        var tries = day.Tries;
        if (day.Plan is not null || tries.NoRaces)
        {
            yield return new DueNews
            {
                Key = "plan-stands",
                Topic = NewsTopic.Faults,
                Content = new News.PlanStands(day.Date, day.Plan?.Races.Count ?? 0),
                From = day.Now,
                For = PlanFor,
                After = PlanFails,
            };
        }
        else if (tries.Failures > 0)
        {
            yield return new DueNews
            {
                Key = PlanFails,
                Topic = NewsTopic.Faults,
                Content = new News.PlanFailed(day.Date, tries.NextTry, tries.Why ?? ""),
                From = day.Now,
                For = PlanFor,
            };
        }
    }

    /// <summary>Episodes are counted: the next one is told only after the end of the one before.</summary>
    private static IEnumerable<DueNews> OfSources(DayFacts day)
    {
        if (day.Plan is null)
            yield break;
        var number = 1;
        while (day.Told.Contains(Over(number)))
            number++;
        if (day.Tries is { Failures: 0, Why: { } why })
            yield return OfSources(day, Key(number), null, new News.SourcesRefuse(day.Date, why));
        else if (day.Told.Contains(Key(number)))
            yield return OfSources(day, Over(number), Key(number), new News.SourcesAnswer(day.Date));

        static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"sources-{number}");
        static string Over(int number) => $"{Key(number)}-over";
    }

    private static DueNews OfSources(DayFacts day, string key, string? after, News content) =>
        new()
        {
            Key = key,
            Topic = NewsTopic.Faults,
            Content = content,
            From = day.Now,
            For = Fresh,
            After = after,
        };
}
