namespace Hippique.Api;

/// <summary>What <c>POST /api/tickets/{date}/{id}/played</c> may be given; without a body the ticket was played as it was proposed.</summary>
/// <param name="Stake">Euros on the only leg.</param>
/// <param name="Odds">Price of the only leg.</param>
/// <param name="Operator">Where it was bought: <c>zeturf</c>, <c>pmu</c>, <c>pmu_national</c> or <c>genybet</c>; missing: in the ticket's pool.</param>
/// <param name="Legs">Stakes and prices of single legs.</param>
public sealed record PlayedRequest(decimal? Stake, decimal? Odds, string? Operator, IReadOnlyList<PlayedLegRequest>? Legs);

/// <param name="Numbers">The horses of the leg, in any order.</param>
/// <param name="Stake">Euros; 0: this leg was not bought; missing: as proposed.</param>
/// <param name="Odds">Its price; missing: as proposed.</param>
public sealed record PlayedLegRequest(IReadOnlyList<int> Numbers, decimal? Stake, decimal? Odds);
