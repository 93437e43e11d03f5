using System.Collections.Concurrent;

namespace Hippique.GoogleCloud.Wakes;

/// <summary>
/// The methods that the service account may not call: the roles that it is given allow to create wakes, and more only where somebody granted more. One that was refused is not tried for a
/// while, so that it does not cost a call for every task.
/// </summary>
internal sealed class RefusedPermissions(TimeProvider clock)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public bool IsRefused(string method) => _until.TryGetValue(method, out var until) && clock.GetUtcNow() < until;

    /// <summary>True the first time of this process: it is said once.</summary>
    public bool Note(string method)
    {
        var first = !_until.ContainsKey(method);
        _until[method] = clock.GetUtcNow() + AskAgain;
        return first;
    }
}
