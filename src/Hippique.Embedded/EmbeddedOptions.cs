using Hippique.Embedded.Postgres;

namespace Hippique.Embedded;

/// <summary>How the queue works that Quartz wakes: on one machine, or on several that share a database.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The folder of the queue's file and lock: <c>DATA_DIR</c>, absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Tasks that run at the same time; what is due beyond that waits for a place. The default value is 16.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>The same with places beside them for messages, one a receiver: what is sent takes none from the rest.</summary>
    public EmbeddedOptions WithPlacesFor(int receivers) => this with { MaxConcurrency = MaxConcurrency + receivers };

    /// <summary>
    /// The longest that the queue sleeps before it looks at the clock again, in the clock's own time. A clock that is put back costs one such wait; only a clock that never is
    /// may be given a longer one. The default value is one second.
    /// </summary>
    public TimeSpan MaxSleep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it looks for tasks whose grace ran out while nobody could start them. The default value is 30 seconds.</summary>
    public TimeSpan UpkeepEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The database that this machine shares with others; null: the queue is a file of this machine.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>SQLite file with Quartz's tables and the program's own <c>tasks</c>.</summary>
    public string DatabasePath => Path.Combine(DataFolder, "queue.db");
}
