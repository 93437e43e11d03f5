using Npgsql;

namespace Hippique.Embedded.Postgres;

/// <summary>A change whose commit may have taken effect without an answer: the connection broke in between.</summary>
/// <param name="Transaction">Its number at the server.</param>
/// <param name="Changed">Rows that it changed.</param>
internal sealed record LostCommit(string Transaction, int Changed)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task<LostCommit> OfAsync(NpgsqlConnection connection, int changed, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_current_xact_id()::text";
        return new LostCommit((string)(await command.ExecuteScalarAsync(cancellationToken))!, changed);
    }

    /// <summary>A session whose end the server has not seen yet is waited for; the server ends one that stands in a transaction.</summary>
    public async Task<bool> IsCommittedAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var command = source.CreateCommand("SELECT pg_xact_status($1::text::xid8)");
            command.Parameters.AddWithValue(Transaction);
            if (await command.ExecuteScalarAsync(cancellationToken) is not "in progress" and var status)
                return status is "committed";
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }
}
