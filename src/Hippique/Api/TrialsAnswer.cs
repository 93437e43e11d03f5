using Hippique.Orchestration.Trials;

namespace Hippique.Api;

/// <summary>What <c>GET /api/trials</c>, <c>hippique trial list --json</c> and <c>trial status --json</c> answer.</summary>
/// <param name="Trials">By the day of their start; without money while they are not read.</param>
public sealed record TrialsAnswer(IReadOnlyList<TrialStanding> Trials);
