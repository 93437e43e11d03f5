using Hippique.Orchestration.Events;

namespace Hippique.Testing.Events;

/// <summary>Keeps every event that it hears, in order.</summary>
public sealed class HeardEvents : IEventListener
{
    private readonly Kept<HippiqueEvent> _all = new();

    public IReadOnlyList<HippiqueEvent> All => _all.All;

    public IReadOnlyList<T> Of<T>()
        where T : HippiqueEvent => [.. All.OfType<T>()];

    public void Heard(HippiqueEvent happened) => _all.Add(happened);
}
