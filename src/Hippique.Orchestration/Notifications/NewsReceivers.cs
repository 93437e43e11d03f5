namespace Hippique.Orchestration.Notifications;

/// <summary>The receivers that are configured, in the order of their registration. A later one, a screen's Web Push, is registered the same way.</summary>
public sealed class NewsReceivers(IEnumerable<INotifier> notifiers)
{
    private readonly Dictionary<string, INotifier> _byName = notifiers.ToDictionary(one => one.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public bool IsEmpty => _byName.Count == 0;

    public INotifier? Find(string name) => _byName.GetValueOrDefault(name);
}
