using Hippique.Embedded;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Chaos;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>The tasks of a rehearsal, read beside its services.</summary>
/// <param name="database">Address of the database that they share; null: one service has them in its folder.</param>
internal sealed class RehearsedTasks(string? database) : IAsyncDisposable
{
    private PostgresDatabase? _shared;

    public async Task<IReadOnlyList<TaskRecord>> ReadAsync(RehearsedFolder folder, CancellationToken cancellationToken)
    {
        if (database is not null)
        {
            _shared ??= new PostgresDatabase(
                new PostgresOptions
                {
                    Database = DatabaseAddress.Parse(database).Value,
                    Node = NodeIdentity.New("reader", "0"),
                    Schema = folder.Schema,
                }
            );
            return await new SqlTaskStore(_shared).OfDayAsync(folder.Date, cancellationToken);
        }
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = folder.Folder }.DatabasePath);
        return await table.OfDayAsync(folder.Date, cancellationToken);
    }

    public ValueTask DisposeAsync() => _shared?.DisposeAsync() ?? ValueTask.CompletedTask;
}
