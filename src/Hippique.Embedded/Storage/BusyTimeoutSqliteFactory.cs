using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Hippique.Embedded.Storage;

/// <summary>
/// Connections that wait for each other inside SQLite, with steps of a few milliseconds. The driver alone would sleep 150 ms of real time at every collision, which is
/// minutes on a clock that runs fast.
/// </summary>
public sealed class BusyTimeoutSqliteFactory : DbProviderFactory
{
    public static readonly BusyTimeoutSqliteFactory Instance = new();

    private BusyTimeoutSqliteFactory() { }

    public override DbConnection CreateConnection() => new WaitingConnection();

    public override DbCommand CreateCommand() => new SqliteCommand();

    public override DbParameter CreateParameter() => new SqliteParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new SqliteConnectionStringBuilder();

    private sealed class WaitingConnection : SqliteConnection
    {
        public override void Open()
        {
            base.Open();
            using var command = CreateCommand();
            // NORMAL in WAL mode survives a killed process; after a power cut the last ends may be missing, and recovery gives those tasks an end again.
            command.CommandText = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL;";
            command.ExecuteNonQuery();
        }
    }
}
