using Hippique.Embedded.Postgres;
using Hippique.Testing.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Hippique.Embedded.Tests.Postgres;

/// <summary>A test on an empty database of a real server; skipped, and says so, where none can be had.</summary>
public abstract class PostgresTest(SharedPostgres shared) : IAsyncLifetime
{
    private readonly List<PostgresDatabase> _opened = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected PostgresServer Server { get; private set; } = null!;

    /// <summary>Of the empty database.</summary>
    protected string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var server = await shared.ServerAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        Server = server!;
        Address = await Server.NewDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var database in _opened)
            await database.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>As another node has it.</summary>
    protected PostgresDatabase Database(string node = "one", TimeSpan? patience = null, TimeSpan? lockWait = null)
    {
        var database = new PostgresDatabase(
            Options(node) with
            {
                Patience = patience ?? TimeSpan.FromSeconds(10),
                LockWait = lockWait ?? TimeSpan.FromSeconds(8),
            }
        );
        _opened.Add(database);
        return database;
    }

    protected PostgresOptions Options(string node = "one") =>
        new() { Database = DatabaseAddress.Parse(Address).Value, Node = NodeIdentity.New(node, "9.9.9") };
}
