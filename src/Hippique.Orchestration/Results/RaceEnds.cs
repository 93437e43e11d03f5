using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>How far a race has come, from what is known of its result.</summary>
internal static class RaceEnds
{
    /// <param name="race">As the plan has it.</param>
    /// <param name="kept">The result that counts; null if none is known.</param>
    /// <param name="answer">What its sources said just now; null if none was asked.</param>
    public static SettledRace Of(PlannedRace race, KeptResult? kept, ResultAnswer? answer)
    {
        var state = kept is null ? RaceEndState.NotYet : Of(kept.Result);
        if (state is RaceEndState.NotYet && answer is ResultAnswer.Refused)
            state = RaceEndState.Refused;
        // A meeting that is abandoned half-way is flagged as a whole, with the races that had been run.
        if (race.Cancelled && state != RaceEndState.Official)
            state = RaceEndState.CalledOff;
        return new SettledRace
        {
            Race = race.Id,
            State = state,
            Result = kept?.Result,
            Refusals = answer?.Refusals ?? [],
        };
    }

    public static RaceEndState Of(RaceResult result) =>
        result.State switch
        {
            ResultState.CalledOff => RaceEndState.CalledOff,
            ResultState.NobodyClassified => RaceEndState.NobodyClassified,
            _ => ResultMerge.HasArrival(result) ? RaceEndState.Official : RaceEndState.Provisional,
        };

    public static ResultState ResultOf(RaceEndState end) =>
        end switch
        {
            RaceEndState.CalledOff => ResultState.CalledOff,
            RaceEndState.NobodyClassified => ResultState.NobodyClassified,
            RaceEndState.Official => ResultState.Official,
            _ => ResultState.Provisional,
        };
}
