namespace Hippique.Orchestration.Tasks;

/// <summary>Work on many tasks where each step is a question to another machine: a few at a time. With one at a time they come in their order.</summary>
internal static class SideBySide
{
    /// <returns>For how many <paramref name="work"/> was true.</returns>
    public static async Task<int> CountAsync<T>(
        IEnumerable<T> items,
        int atATime,
        Func<T, CancellationToken, Task<bool>> work,
        CancellationToken cancellationToken
    )
    {
        var count = 0;
        if (atATime == 1)
        {
            foreach (var item in items)
                count += await work(item, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            return count;
        }
        await Parallel
            .ForEachAsync(
                items,
                new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = cancellationToken },
                async (item, cancelled) =>
                {
                    if (await work(item, cancelled).ConfigureAwait(false))
                        Interlocked.Increment(ref count);
                }
            )
            .ConfigureAwait(false);
        return count;
    }
}
