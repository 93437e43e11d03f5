using System.Net.Sockets;
using Npgsql;

namespace Hippique.Embedded.Postgres;

/// <summary>Tells faults that pass (a server that restarts, a broken connection) from those that stay (a wrong password, a missing right).</summary>
internal static class PostgresFaults
{
    private const string IdleInTransaction = "25P03";

    /// <summary>Beside those that Npgsql itself calls transient: sessions that the server ended, since it stops or since this process stood still.</summary>
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        PostgresErrorCodes.AdminShutdown,
        PostgresErrorCodes.CrashShutdown,
        PostgresErrorCodes.CannotConnectNow,
        PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.SerializationFailure,
        IdleInTransaction,
        PostgresErrorCodes.IdleSessionTimeout,
        PostgresErrorCodes.TooManyConnections,
    };

    /// <summary>Also where a library has wrapped it.</summary>
    public static bool IsPassing(Exception fault) =>
        fault switch
        {
            PostgresException { SqlState: var state } => Passing.Contains(state) || state.StartsWith("08", StringComparison.Ordinal),
            NpgsqlException { IsTransient: true } => true,
            NpgsqlException { InnerException: IOException or SocketException or TimeoutException } => true,
            // A connection that broke under a transaction is closed when it is next used.
            InvalidOperationException { Source: "Npgsql" } or ObjectDisposedException { Source: "Npgsql" } => true,
            { InnerException: { } inner } => IsPassing(inner),
            _ => false,
        };

    /// <summary>The database's own words.</summary>
    public static NpgsqlException? Of(Exception fault) =>
        fault as NpgsqlException ?? (fault.InnerException is { } inner ? Of(inner) : null);
}
