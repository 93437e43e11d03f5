using System.Collections.Concurrent;

namespace Hippique.Hosting.Auth;

/// <summary>
/// Sessions of browsers, opened by a link that works once. They live as long as the process and at most twelve hours; after a restart a new link is printed.
/// </summary>
public sealed class BrowserSessions(TimeProvider clock)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "hippique_session";

    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    // Keys are 256 random bits: finding one by the time a look-up takes is out of reach.
    private readonly ConcurrentDictionary<string, bool> _links = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _sessions = new(StringComparer.Ordinal);

    /// <summary>The code of a new link.</summary>
    public string NewLink()
    {
        var code = Secret.New();
        _links[code] = true;
        return code;
    }

    /// <summary>The id of a new session, or null if the link was used before or never was.</summary>
    public string? Open(string? code)
    {
        if (code is null || !_links.TryRemove(code, out _))
            return null;
        var id = Secret.New();
        _sessions[id] = clock.GetUtcNow() + Lifetime;
        return id;
    }

    public bool IsOpen(string? id)
    {
        if (id is null || !_sessions.TryGetValue(id, out var until))
            return false;
        if (clock.GetUtcNow() < until)
            return true;
        _sessions.TryRemove(id, out _);
        return false;
    }
}
