using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;

namespace Hippique.Gpi.Guards;

/// <summary>What the guards leave: the first that blocks what was left is the reason.</summary>
internal sealed record Decision(Outcome Outcome, GuardCode? Reason, bool Amber, bool KeepsSingles, bool KeepsCombined)
{
    /// <param name="guards">All of them.</param>
    /// <param name="singles">What was planned; without candidates nothing was left from the start.</param>
    /// <param name="found">The combined ticket that was found, dropped since or not.</param>
    /// <param name="combined">The one that is left.</param>
    public static Decision Of(GuardList guards, SinglesPlan singles, CombinedPlan? found, CombinedPlan? combined)
    {
        var (hasSingles, hasCombined) = (true, found is not null);
        GuardCode? reason = null;
        foreach (var verdict in guards.Verdicts.Where(verdict => !verdict.Passed))
        {
            if (verdict.Blocks == GuardScope.All)
                (hasSingles, hasCombined) = (false, false);
            if (verdict.Blocks == GuardScope.Combined)
                hasCombined = false;
            if (verdict.Blocks == GuardScope.Singles)
                hasSingles = false;
            // If no horse passes as a single, none can be in a combined bet either.
            if (verdict.Blocks == GuardScope.Leg && singles.Candidates.Count == 0)
                (hasSingles, hasCombined) = (false, false);
            if (!hasSingles && !hasCombined)
            {
                reason = verdict.Code;
                break;
            }
        }
        if (reason is null)
            return new Decision(Outcome.Play, null, false, hasSingles && singles.Legs.Count > 0, hasCombined && combined is not null);
        var outcome = RaceGuards.Has(reason.Value) ? Outcome.Unplayable : Outcome.Abstain;
        return new Decision(outcome, reason, IsAmber(guards, singles), false, false);
    }

    /// <summary>Everything passed but the expected value, and that is above 0. The combined ticket does not count.</summary>
    private static bool IsAmber(GuardList guards, SinglesPlan singles) =>
        singles.Legs.Count > 0
        && singles.ExpectedProfit > 0
        && guards
            .Verdicts.Where(verdict => !verdict.Passed && verdict.Blocks != GuardScope.Combined)
            .All(verdict => verdict.Code is GuardCode.EvMinSp or GuardCode.EvMinGlobal);
}
