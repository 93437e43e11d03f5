using System.Data.Common;

namespace Hippique.Embedded.Storage;

/// <summary>Where the table <c>tasks</c> and Quartz's tables lie. Each statement is one step that others see whole or not at all.</summary>
public interface ITaskDatabase
{
    /// <summary>Opens it, makes or brings up its tables; nothing where that has been done.</summary>
    /// <exception cref="Racing.UnreadableFileException">A newer version of the program has written it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Carries out a statement that changes rows, once; how many it changed.</summary>
    Task<int> ExecuteAsync(string sql, Action<DbCommand> bind, CancellationToken cancellationToken);

    /// <summary>Reads every row.</summary>
    Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        Action<DbCommand> bind,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken
    );

    /// <summary>Work of a library on the same database that may be done twice: again for a while, if the database is away.</summary>
    Task<T> RetriedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Work that makes tables: by one process at a time.</summary>
    Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
