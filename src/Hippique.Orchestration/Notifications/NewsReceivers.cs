namespace Hippique.Orchestration.Notifications;

/// <summary>The receivers, in the order of their registration: those that are configured, and browsers.</summary>
public sealed class NewsReceivers(IEnumerable<INotifier> notifiers)
{
    private readonly OrderedDictionary<string, INotifier> _byName = new(
        notifiers.Select(one => KeyValuePair.Create(one.Name, one)),
        StringComparer.Ordinal
    );

    public bool IsEmpty => _byName.Count == 0;

    /// <summary>Names of those that have somebody to tell now.</summary>
    public async Task<IReadOnlyList<string>> InUseAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var (name, receiver) in _byName)
        {
            if (await receiver.IsInUseAsync(cancellationToken).ConfigureAwait(false))
                names.Add(name);
        }
        return names;
    }

    public INotifier? Find(string name) => _byName.GetValueOrDefault(name);
}
