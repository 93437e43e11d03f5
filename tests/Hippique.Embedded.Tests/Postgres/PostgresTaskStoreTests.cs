using Hippique.Embedded.Storage;
using Hippique.Testing.Postgres;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Postgres;

public sealed class PostgresTaskStoreTests(SharedPostgres shared) : PostgresTest(shared)
{
    [Theory]
    [MemberData(nameof(TaskStoreContract.Names), MemberType = typeof(TaskStoreContract))]
    public Task EveryCheckOfTheContract_Holds(string check) => TaskStoreContract.Checks[check](new SqlTaskStore(Database()), Token);
}
