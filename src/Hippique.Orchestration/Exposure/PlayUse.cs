using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>What the bets so far take of the limits, as the guards count it.</summary>
/// <param name="DayStaked">On the tickets of the programme day.</param>
/// <param name="WeekStaked">On those of seven, the day itself included.</param>
/// <param name="DayLost">By the day's bets, those without a result counted as lost; below 0 if they have won.</param>
/// <param name="WeekLost">By those of seven days.</param>
/// <param name="IsPaper">Every proposal counts: nothing was said to be played so far.</param>
public sealed record PlayUse(Euro DayStaked, Euro WeekStaked, Euro DayLost, Euro WeekLost, bool IsPaper);
