using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>A day that is to be scheduled.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="WakeBy">Who wakes its phases; null: whoever wakes those that it has.</param>
/// <param name="Until">Only races whose off is before this hour in Paris; null: all.</param>
public sealed record ScheduleOrder(DateOnly Date, WakeMode? WakeBy = null, TimeOnly? Until = null)
{
    /// <summary>The races that are meant.</summary>
    internal DayPlan PartOf(DayPlan plan)
    {
        if (Until is not { } hour)
            return plan;
        var limit = ParisTime.At(plan.Date, hour);
        return plan with { Races = [.. plan.Races.Where(race => race.Off < limit)] };
    }
}
