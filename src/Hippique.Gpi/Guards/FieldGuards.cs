using Hippique.Gpi.Inputs;
using Hippique.Gpi.Probabilities;

namespace Hippique.Gpi.Guards;

/// <summary>Do both looks show the same race, and is enough known of its people?</summary>
internal static class FieldGuards
{
    public static void SameField(GuardList guards, AnalysisContext context, RaceProbabilities chances)
    {
        var changed = Changed(context);
        var known = chances.DriftCoverage >= context.Rules.Guards.DriftCoverageMin || chances.Degraded;
        GuardNote? note =
            changed.Count > 0 ? new GuardNote.FieldChanged(changed)
            : chances.Degraded ? GuardRemark.PlayedWithoutDrift
            : context.Input.H30 is null ? GuardRemark.NoH30
            : null;
        guards.Add(
            GuardCode.SameField,
            chances.DriftCoverage,
            context.Rules.Guards.DriftCoverageMin,
            changed.Count == 0 && known,
            GuardScope.All,
            note
        );
    }

    public static void JockeysTrainers(GuardList guards, AnalysisContext context, RaceProbabilities chances)
    {
        var asked = context.Rules.Guards.JeCoverageMin;
        var passes = asked is not { } least || chances.JockeyTrainerCoverage >= least;
        GuardNote? note = asked is null && chances.JockeyTrainerCoverage < 1 ? GuardRemark.UnknownPeopleAllowed : null;
        guards.Add(GuardCode.JeCoverage, chances.JockeyTrainerCoverage, asked, passes, GuardScope.All, note);
    }

    /// <summary>Numbers that came or went between the looks, but for declared non-runners.</summary>
    private static List<int> Changed(AnalysisContext context)
    {
        if (context.Input.H30 is not { } earlier)
            return [];
        var before = earlier.Card.Runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number).ToHashSet();
        var declared = context.Field.Card.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number).ToHashSet();
        var after = context.Field.Runners.Select(runner => runner.Number).ToHashSet();
        var gone = before.Where(number => !after.Contains(number) && !declared.Contains(number));
        var come = after.Where(number => !before.Contains(number));
        return [.. gone.Concat(come).Order()];
    }
}
