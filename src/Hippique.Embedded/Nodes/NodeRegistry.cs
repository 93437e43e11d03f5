using Hippique.Embedded.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Hippique.Embedded.Nodes;

/// <summary>The nodes of an installation, one row each, by the clock of the database.</summary>
/// <param name="database">That they share.</param>
/// <param name="leases">The clock of their leases; null: the machines' own.</param>
public sealed class NodeRegistry(PostgresDatabase database, TimeProvider? leases = null)
{
    /// <summary>A node that has not been seen for so long is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(15);

    /// <summary>A node that has not been seen for so long is gone.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(60);

    /// <summary>For so long a node that is gone is listed.</summary>
    public static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(1);

    private const string Beat = """
        INSERT INTO nodes (owner, name, machine, pid, version, address, clock_ahead_ms)
        VALUES (@owner, @name, @machine, @pid, @version, @address, @ahead)
        ON CONFLICT (owner) DO UPDATE SET seen_at = clock_timestamp(), address = @address, clock_ahead_ms = @ahead
        """;

    private const string List = """
        SELECT name, owner, machine, pid, version, address, clock_ahead_ms, started_at, seen_at, clock_timestamp() - seen_at,
            (SELECT count(*) FROM tasks WHERE state IS NULL AND lease_owner = owner
                AND lease_until > to_char(coalesce(@now, clock_timestamp() AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS.US'))
        FROM nodes ORDER BY name, started_at
        """;

    /// <summary>This node lives.</summary>
    /// <param name="node">It.</param>
    /// <param name="address">Where it answers.</param>
    /// <param name="clockAhead">Of its clock against the database's.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <exception cref="Orchestration.Artifacts.DatabaseException">The database cannot be used.</exception>
    public async Task BeatAsync(NodeIdentity node, string? address, TimeSpan clockAhead, CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        await database.ExecuteAsync(
            Beat,
            command =>
            {
                var parameters = ((NpgsqlCommand)command).Parameters;
                parameters.AddWithValue("owner", node.Owner);
                parameters.AddWithValue("name", node.Name);
                parameters.AddWithValue("machine", Environment.MachineName);
                parameters.AddWithValue("pid", Environment.ProcessId);
                parameters.AddWithValue("version", node.Version);
                parameters.AddWithValue("address", NpgsqlDbType.Text, (object?)address ?? DBNull.Value);
                parameters.AddWithValue("ahead", (long)clockAhead.TotalMilliseconds);
            },
            cancellationToken
        );
    }

    /// <summary>By name, then start; those that have been gone for a day are not among them.</summary>
    /// <exception cref="Orchestration.Artifacts.DatabaseException">The database cannot be used.</exception>
    public async Task<IReadOnlyList<Node>> ListAsync(CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        var found = await database.QueryAsync(
            List,
            command => ((NpgsqlCommand)command).Parameters.AddWithValue("now", NpgsqlDbType.Timestamp, (object?)Now() ?? DBNull.Value),
            row =>
            {
                var silent = row.GetFieldValue<TimeSpan>(9);
                return (
                    Silent: silent,
                    Node: new Node
                    {
                        Name = row.GetString(0),
                        Owner = row.GetString(1),
                        Machine = row.GetString(2),
                        Pid = row.GetInt32(3),
                        Version = row.GetString(4),
                        Address = row.IsDBNull(5) ? null : row.GetString(5),
                        ClockAheadMs = row.GetInt64(6),
                        StartedAt = row.GetFieldValue<DateTimeOffset>(7),
                        SeenAt = row.GetFieldValue<DateTimeOffset>(8),
                        State =
                            silent < LateAfter ? NodeState.Alive
                            : silent < GoneAfter ? NodeState.Late
                            : NodeState.Gone,
                        Tasks = (int)row.GetInt64(10),
                    }
                );
            },
            cancellationToken
        );
        return [.. found.Where(one => one.Silent < ForgottenAfter).Select(one => one.Node)];
    }

    private DateTime? Now() => leases is null ? null : DateTime.SpecifyKind(leases.GetUtcNow().UtcDateTime, DateTimeKind.Unspecified);

    /// <summary>Of a node that stops, and of those that have been gone for a day.</summary>
    public async Task RemoveAsync(NodeIdentity node, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            "DELETE FROM nodes WHERE owner = @owner OR seen_at < clock_timestamp() - @forgotten",
            command =>
            {
                var parameters = ((NpgsqlCommand)command).Parameters;
                parameters.AddWithValue("owner", node.Owner);
                parameters.AddWithValue("forgotten", ForgottenAfter);
            },
            cancellationToken
        );
    }

    /// <summary>How far a clock is ahead of the database's: as it stood half way between question and answer.</summary>
    /// <exception cref="Orchestration.Artifacts.DatabaseException">The database cannot be used.</exception>
    public Task<TimeSpan> ClockAheadAsync(TimeProvider clock, CancellationToken cancellationToken) =>
        database.RetriedAsync(
            async token =>
            {
                await using var connection = await database.Source.OpenConnectionAsync(token);
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT clock_timestamp()";
                var asked = clock.GetUtcNow();
                var there = (DateTime)(await command.ExecuteScalarAsync(token))!;
                var answered = clock.GetUtcNow();
                return asked + (answered - asked) / 2 - new DateTimeOffset(there);
            },
            cancellationToken
        );
}
