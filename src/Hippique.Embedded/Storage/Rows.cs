using System.Data.Common;

namespace Hippique.Embedded.Storage;

/// <summary>The rows that a command answers with.</summary>
internal static class Rows
{
    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        this DbCommand command,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(read(reader));
        return found;
    }
}
