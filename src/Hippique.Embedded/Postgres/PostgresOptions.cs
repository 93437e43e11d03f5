namespace Hippique.Embedded.Postgres;

/// <summary>One node of an installation of several machines.</summary>
public sealed record PostgresOptions
{
    /// <summary><c>DATABASE_URL</c>.</summary>
    public required DatabaseAddress Database { get; init; }

    /// <summary>This process.</summary>
    public required NodeIdentity Node { get; init; }

    /// <summary>How long work is tried again while the database is away. The default value is 10 seconds: a server that restarts is back by then.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement waits for a lock of another session. The default value is 8 seconds.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often a node says that it lives. The default value is 5 seconds.</summary>
    public TimeSpan BeatEvery { get; init; } = TimeSpan.FromSeconds(5);
}
