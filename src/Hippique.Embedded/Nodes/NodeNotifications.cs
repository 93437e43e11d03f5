using Hippique.Embedded.Postgres;
using Npgsql;

namespace Hippique.Embedded.Nodes;

/// <summary>The statements of <see cref="NodeChannel"/>. Notifications are of one database; within it each schema, which is an installation, has its own.</summary>
internal static class NodeNotifications
{
    /// <summary>SQL for the name, which may have 63 bytes, as a schema's may.</summary>
    private const string Name = "'hippique_' || md5(current_schema())";

    /// <summary>Tells every session that listens, this process's own among them, in this order.</summary>
    public static async Task SendAsync(PostgresDatabase database, IReadOnlyList<string> payloads, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand($"SELECT count(pg_notify({Name}, payload)) FROM unnest($1) AS payload");
        command.Parameters.AddWithValue(payloads.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>From now on the session hears them.</summary>
    public static async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Name}";
        var name = await command.ExecuteScalarAsync(cancellationToken) as string ?? throw new IOException("the schema is not there");
        command.CommandText = $"LISTEN {PostgresSchema.QuotedName(name)}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
