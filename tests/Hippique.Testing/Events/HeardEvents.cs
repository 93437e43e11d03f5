using Hippique.Orchestration.Events;

namespace Hippique.Testing.Events;

/// <summary>Keeps every event that it hears, in order.</summary>
public sealed class HeardEvents : IEventListener
{
    private readonly Lock _gate = new();
    private readonly List<HippiqueEvent> _all = [];

    public IReadOnlyList<HippiqueEvent> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    public IReadOnlyList<T> Of<T>()
        where T : HippiqueEvent => [.. All.OfType<T>()];

    public void Heard(HippiqueEvent happened)
    {
        lock (_gate)
            _all.Add(happened);
    }
}
