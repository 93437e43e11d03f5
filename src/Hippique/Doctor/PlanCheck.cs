using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Health;
using Hippique.Racing;

namespace Hippique.Doctor;

/// <summary>Whether today has a plan; if not, why, and when it is tried again.</summary>
internal static class PlanCheck
{
    private const string Name = "plan";

    public static DoctorCheck Of(PlanHealth plan) =>
        plan switch
        {
            { Paused: { } pause } => new(
                Name,
                CheckState.Warning,
                Texts.Get(
                    plan.State == PlanState.Stands ? "doctor_plan_paused" : "doctor_plan_paused_none",
                    ParisTime.ToParis(pause.Since),
                    PersonWords.NameOf(pause.By, Texts.Culture)
                ),
                Texts.Get("doctor_plan_paused_advice")
            ),
            { State: PlanState.Stands, Why: { } why } => new(
                Name,
                CheckState.Warning,
                Texts.Get("doctor_plan_kept", plan.Races, KeptProblem.Of(why)),
                Texts.Get("doctor_plan_kept_advice")
            ),
            { State: PlanState.Stands } => new(Name, CheckState.Ok, Texts.Get("doctor_plan_ok", plan.Races) + Since(plan)),
            { State: PlanState.NoRaces } => new(Name, CheckState.Ok, Texts.Get("doctor_plan_no_races", Said(plan))),
            { State: PlanState.Failing, NextTry: { } next } => new(
                Name,
                CheckState.Error,
                Texts.Get(
                    "doctor_plan_failing",
                    plan.Failures,
                    ParisTime.ToParis(plan.FailedSince ?? next),
                    ParisTime.ToParis(next),
                    Said(plan)
                ),
                Texts.Get("doctor_plan_failing_advice")
            ),
            _ => new(Name, CheckState.Warning, Texts.Get("doctor_plan_missing"), Texts.Get("doctor_plan_missing_advice")),
        };

    private static Problem Said(PlanHealth plan) => KeptProblem.Of(plan.Why ?? "");

    private static string Since(PlanHealth plan) =>
        plan.PlannedAt is { } at ? " " + Texts.Get("doctor_plan_at", ParisTime.ToParis(at)) : "";
}
