using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Racing;

namespace Hippique.Orchestration.Calibration.Pools;

/// <summary>Races that say nothing.</summary>
/// <param name="Moment">Of the stakes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Races">How many.</param>
/// <param name="Bet">Which bets.</param>
public sealed record LeftOut(PriceMoment Moment, PoolGap Reason, int Races, BetType Bet = BetType.SimplePlace);
