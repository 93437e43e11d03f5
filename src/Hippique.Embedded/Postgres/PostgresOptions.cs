namespace Hippique.Embedded.Postgres;

/// <summary>One node of an installation of several machines.</summary>
public sealed record PostgresOptions
{
    /// <summary><c>DATABASE_URL</c>.</summary>
    public required DatabaseAddress Database { get; init; }

    /// <summary>This process.</summary>
    public required NodeIdentity Node { get; init; }

    /// <summary>The schema in which this installation has its tables, made where it is absent; null: the one that the database's user has by default.</summary>
    public string? Schema { get; init; }

    /// <summary>
    /// How long a node that died keeps its tasks from the others, the upkeep that finds them not counted; on the clock of the tasks. The default value is 15 seconds.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often Quartz says in its tables that this node lives; on the clock of the tasks. The default value is 5 seconds.</summary>
    public TimeSpan CheckinEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where it is, without the password.</summary>
    public string Place => Schema is null ? Database.Place : $"{Database.Place} ({Schema})";

    /// <summary>How long work is tried again while the database is away. The default value is 10 seconds: a server that restarts is back by then.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement waits for a lock of another session. The default value is 8 seconds.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often a node says that it lives. The default value is 5 seconds.</summary>
    public TimeSpan BeatEvery { get; init; } = TimeSpan.FromSeconds(5);
}
