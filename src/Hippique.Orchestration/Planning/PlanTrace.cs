using System.Diagnostics;
using System.Globalization;
using Hippique.Sources.Telemetry;

namespace Hippique.Orchestration.Planning;

/// <summary>The span of a plan: the sources are asked and the phases put into the queue under it, so that each of their tasks is linked to it.</summary>
internal static class PlanTrace
{
    /// <summary>Null if nobody listens.</summary>
    public static Activity? Begin(DateOnly date)
    {
        if (!Tracing.Source.HasListeners())
            return null;
        var span = Tracing.Source.StartActivity("plan");
        span?.SetTag("hippique.date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return span;
    }

    public static void End(Activity? span, PlanDayResult result)
    {
        switch (result)
        {
            case PlanDayResult.Planned planned:
                span?.SetTag("hippique.plan.state", planned.IsKept ? "kept" : "planned");
                span?.SetTag("hippique.plan.races", planned.Plan.Races.Count);
                break;
            case PlanDayResult.NoProgramme:
                span?.SetTag("hippique.plan.state", "no_programme");
                span?.Fail("no_programme");
                break;
        }
    }
}
