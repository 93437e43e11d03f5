using Hippique.Hosting.Settings;

namespace Hippique.Hosting.Auth;

/// <summary>A link that opens one session.</summary>
/// <param name="Code">The secret in it.</param>
/// <param name="ExpiresAt">When it ends if it is not used.</param>
public sealed record BrowserLink(string Code, DateTimeOffset ExpiresAt);

/// <summary>
/// Sessions of browsers, opened by a link that works once and for ten minutes. A session ends after twelve hours, after two hours without a request, when it is closed, and
/// with the process.
/// </summary>
public sealed class BrowserSessions(TimeProvider clock)
{
    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>How long it lasts without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    /// <summary>How long a link lasts that nobody uses.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Links at a time; one more ends the oldest.</summary>
    public const int MostLinks = 16;

    /// <summary>Sessions at a time; one more ends the one that was not used for longest.</summary>
    public const int MostSessions = 64;

    // Keys are 256 random bits: finding one by the time a look-up takes is out of reach.
    private readonly Dictionary<string, Link> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>A new link; those before it stay good.</summary>
    /// <param name="role">What the session may do that it opens.</param>
    public BrowserLink NewLink(CallerRole role = CallerRole.Owner)
    {
        lock (_gate)
        {
            var now = Sweep();
            if (_links.Count >= MostLinks)
                _links.Remove(_links.MinBy(link => link.Value.ExpiresAt).Key);
            var made = new BrowserLink(Secret.New(), now + LinkLifetime);
            _links[made.Code] = new Link(made.ExpiresAt, role);
            return made;
        }
    }

    /// <summary>What the session could do that the link would open; null if it would open none. The link stays as it is.</summary>
    public CallerRole? RoleOfLink(string? code)
    {
        lock (_gate)
        {
            Sweep();
            return code is not null && _links.TryGetValue(code, out var link) ? link.Role : null;
        }
    }

    /// <summary>The id of a new session, or null if the link was used before, has ended or never was.</summary>
    public string? Open(string? code)
    {
        lock (_gate)
        {
            var now = Sweep();
            if (code is null || !_links.Remove(code, out var link))
                return null;
            if (_sessions.Count >= MostSessions)
                _sessions.Remove(_sessions.MinBy(session => session.Value.Used).Key);
            var id = Secret.New();
            _sessions[id] = new Session(now, now, link.Role);
            return id;
        }
    }

    /// <summary>What the session may do; null if there is no such session. Asking counts as its use.</summary>
    public CallerRole? RoleOf(string? id)
    {
        lock (_gate)
        {
            var now = Sweep();
            if (id is null || !_sessions.TryGetValue(id, out var session))
                return null;
            _sessions[id] = session with { Used = now };
            return session.Role;
        }
    }

    /// <summary>Ends it; nothing happens if there is none.</summary>
    public void Close(string? id)
    {
        lock (_gate)
        {
            if (id is not null)
                _sessions.Remove(id);
        }
    }

    private DateTimeOffset Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (code, link) in _links)
        {
            if (now >= link.ExpiresAt)
                _links.Remove(code);
        }
        foreach (var (id, session) in _sessions)
        {
            if (now >= session.Opened + Lifetime || now >= session.Used + Idle)
                _sessions.Remove(id);
        }
        return now;
    }

    private sealed record Link(DateTimeOffset ExpiresAt, CallerRole Role);

    private sealed record Session(DateTimeOffset Opened, DateTimeOffset Used, CallerRole Role);
}
