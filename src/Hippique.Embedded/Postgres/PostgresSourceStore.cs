using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;
using Npgsql;

namespace Hippique.Embedded.Postgres;

/// <summary>Counts of requests and holds of hosts in the database, so that a limit of the day holds over all nodes to the request; whatever else sources keep lies where it did.</summary>
public sealed class PostgresSourceStore(ISourceStore rest, PostgresDatabase database) : ISourceStore
{
    private const string Folder = HostCounts.FolderName + "/";
    private const int MaxTries = 100;

    public Task<ReadOnlyMemory<byte>?> GetAsync(string path, CancellationToken cancellationToken) =>
        IsCount(path) ? ReadAsync(path, cancellationToken) : rest.GetAsync(path, cancellationToken);

    public async Task PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (IsCount(path))
            await InsertAsync(path, content.ToArray(), cancellationToken);
        else
            await rest.PutIfAbsentAsync(path, content, cancellationToken);
    }

    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        IsCount(path)
            ? UpdateAsync(path, there => [.. there.GetValueOrDefault().Span, .. lines.Span], cancellationToken)
            : rest.AppendLinesAsync(path, lines, cancellationToken);

    /// <summary>By comparison and no row lock: a node that stands still between its read and its write keeps nobody waiting.</summary>
    public async Task UpdateAsync(string path, Func<ReadOnlyMemory<byte>?, byte[]> next, CancellationToken cancellationToken)
    {
        if (!IsCount(path))
        {
            await rest.UpdateAsync(path, next, cancellationToken);
            return;
        }
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var there = await ReadAsync(path, cancellationToken);
            var content = next(there);
            if (
                there is { } known
                    ? await ReplaceAsync(path, known.ToArray(), content, cancellationToken)
                    : await InsertAsync(path, content, cancellationToken)
            )
                return;
        }
        throw new ArtifactBusyException(Problem.Of($"{path}: changed by other writers at each of {MaxTries} tries"));
    }

    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        if (!IsCount(prefix))
            return await rest.ListAsync(prefix, cancellationToken);
        await database.OpenAsync(cancellationToken);
        return await database.QueryAsync(
            "SELECT path FROM host_records WHERE starts_with(path, @prefix) ORDER BY path",
            command => ((NpgsqlCommand)command).Parameters.AddWithValue("prefix", prefix),
            row => row.GetString(0),
            cancellationToken
        );
    }

    private static bool IsCount(string path) => path.StartsWith(Folder, StringComparison.Ordinal);

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        var found = await database.QueryAsync(
            "SELECT content FROM host_records WHERE path = @path",
            command => ((NpgsqlCommand)command).Parameters.AddWithValue("path", path),
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken
        );
        // Typed: an array that is null would become an empty memory.
        return found is [var content] ? content : default(ReadOnlyMemory<byte>?);
    }

    private Task<bool> InsertAsync(string path, byte[] content, CancellationToken cancellationToken) =>
        ChangeAsync(
            "INSERT INTO host_records (path, content) VALUES (@path, @content) ON CONFLICT (path) DO NOTHING",
            path,
            content,
            null,
            cancellationToken
        );

    private Task<bool> ReplaceAsync(string path, byte[] before, byte[] content, CancellationToken cancellationToken) =>
        ChangeAsync(
            "UPDATE host_records SET content = @content WHERE path = @path AND content = @before",
            path,
            content,
            before,
            cancellationToken
        );

    private async Task<bool> ChangeAsync(string sql, string path, byte[] content, byte[]? before, CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        var changed = await database.ExecuteAsync(
            sql,
            command =>
            {
                var parameters = ((NpgsqlCommand)command).Parameters;
                parameters.AddWithValue("path", path);
                parameters.AddWithValue("content", content);
                if (before is not null)
                    parameters.AddWithValue("before", before);
            },
            cancellationToken
        );
        return changed == 1;
    }
}
