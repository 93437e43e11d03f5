using System.Globalization;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>Receivers that have accepted nothing for long, which the others are told; and when they accept again.</summary>
internal static class ReceiverFaults
{
    /// <summary>What is shorter is no news: the message itself is tried again.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan For = TimeSpan.FromHours(12);

    public static IEnumerable<DueNews> Of(DayFacts day, IEnumerable<(string Name, ReceiverState State)> receivers)
    {
        foreach (var (name, state) in receivers)
        {
            if (state.Since is { } since && day.Now - since >= LongEnough && IsOf(day, since))
                yield return One(day, name, Key(name, since), null, new News.ReceiverFails(name, since, state.Why ?? ""));
            if (state is { Since: null, Before: { } before } && IsOf(day, before))
                yield return One(day, name, $"{Key(name, before)}-over", Key(name, before), new News.ReceiverAnswers(name, before));
        }
    }

    private static bool IsOf(DayFacts day, DateTimeOffset since) => ParisTime.ProgrammeOf(since) == day.Date;

    private static string Key(string receiver, DateTimeOffset since) =>
        string.Create(CultureInfo.InvariantCulture, $"receiver-{receiver}-{ParisTime.ToParis(since):HHmmss}");

    private static DueNews One(DayFacts day, string receiver, string key, string? after, News content) =>
        new()
        {
            Key = key,
            Topic = NewsTopic.Faults,
            Content = content,
            From = day.Now,
            For = For,
            After = after,
            NotFor = receiver,
        };
}
