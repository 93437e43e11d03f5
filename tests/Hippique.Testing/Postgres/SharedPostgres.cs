namespace Hippique.Testing.Postgres;

/// <summary>One server for the tests of an assembly, started by the first that needs it. For <c>[assembly: AssemblyFixture]</c>.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    /// <summary>Why a test is skipped where there is no server.</summary>
    public const string Absent = "PostgreSQL is not installed (apt-get install postgresql)";

    private readonly Lazy<Task<PostgresServer?>> _server = new(PostgresServer.StartAsync);

    /// <summary>Null where PostgreSQL is not installed.</summary>
    public Task<PostgresServer?> ServerAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && await _server.Value is { } server)
            await server.DisposeAsync();
    }
}
