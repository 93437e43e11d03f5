using Hippique.Sources;

namespace Hippique.Orchestration.Health;

/// <summary>What one kind of reading of one source has brought.</summary>
/// <param name="Source">Short code of the source.</param>
/// <param name="Kind">What is read.</param>
/// <param name="LastGood">The last good answer.</param>
/// <param name="LastNew">The last one that said something new; null: never.</param>
/// <param name="Repeats">Good answers in a row that repeated what was known.</param>
/// <param name="Silent">It says nothing new for longer than its kind allows.</param>
public sealed record SourceHealth(string Source, ReadKind Kind, DateTimeOffset LastGood, DateTimeOffset? LastNew, int Repeats, bool Silent);
