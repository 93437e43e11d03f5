namespace Hippique.Orchestration.Merging;

/// <summary>A field of a race or runner that one source may publish and another not.</summary>
/// <param name="Name">As in the artifact, <c>weight_kg</c>.</param>
/// <param name="IsKnown">Whether the source states it.</param>
/// <param name="Copy">The first with this field of the second.</param>
internal sealed record PublishedField<T>(string Name, Func<T, bool> IsKnown, Func<T, T, T> Copy);
