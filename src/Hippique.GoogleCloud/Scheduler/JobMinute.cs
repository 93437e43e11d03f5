using System.Globalization;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.GoogleCloud.Scheduler;

/// <summary>The minute of a job that runs once: Cloud Scheduler knows minutes and no years.</summary>
/// <param name="At">When it runs, in UTC.</param>
internal sealed record JobMinute(DateTimeOffset At)
{
    private const string Paris = "Europe/Paris";

    /// <summary>A job that is made later than this before its minute may miss it, and would then run a year later.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The minute that contains the instant less the lead, so that the service is never called late; it is called up to a minute and the lead early and waits. What is due after the task's own
    /// instant is carried out when it is called, so its minute is the next. What is past, or too near, runs in the next minute that can be kept.
    /// </summary>
    public static JobMinute Of(PlannedTask task, DateTimeOffset at, TimeSpan lead, DateTimeOffset now)
    {
        var wanted = at <= task.DueAt ? Floor(at - lead) : Ceiling(at);
        var next = Ceiling(now + Margin);
        return new JobMinute(wanted > next ? wanted : next);
    }

    /// <summary>The next minute that can be kept.</summary>
    public static JobMinute Next(DateTimeOffset now) => new(Ceiling(now + Margin));

    /// <summary>Paris; UTC in the hour that the clock of Paris shows twice.</summary>
    public string TimeZone => IsDoubled ? "Etc/UTC" : Paris;

    /// <summary>Minute, hour, day and month, any day of the week.</summary>
    public string Cron
    {
        get
        {
            var local = IsDoubled ? At : ParisTime.ToParis(At);
            return string.Create(CultureInfo.InvariantCulture, $"{local.Minute} {local.Hour} {local.Day} {local.Month} *");
        }
    }

    private bool IsDoubled => ParisTime.Zone.IsAmbiguousTime(ParisTime.ToParis(At).DateTime);

    /// <summary>The beginning of its minute.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at) =>
        new(at.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static DateTimeOffset Ceiling(DateTimeOffset at) => Floor(at) is var floor && floor == at ? floor : floor.AddMinutes(1);
}
