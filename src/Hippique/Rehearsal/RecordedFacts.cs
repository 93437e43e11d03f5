using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>What a recording offers to those who rehearse it.</summary>
/// <param name="FirstOff">Of the races in the user's countries that were not called off.</param>
/// <param name="Pools">Whose prices it has, by looks at some of them.</param>
internal sealed record RecordedFacts(DateTimeOffset FirstOff, IReadOnlyList<Pool> Pools);
