namespace Hippique.GoogleCloud.Rest;

/// <summary>Reads lists that come in pages.</summary>
public static class RestPages
{
    /// <summary>All items of all pages, or the failure of the first page that could not be had.</summary>
    /// <param name="page">Gives the page of a token; null: the first.</param>
    /// <param name="items">The page's own; null: none.</param>
    /// <param name="next">The next page's token; null or empty: it was the last.</param>
    public static async Task<RestResult<IReadOnlyList<TItem>>> AllAsync<TPage, TItem>(
        Func<string?, Task<RestResult<TPage>>> page,
        Func<TPage, IReadOnlyList<TItem>?> items,
        Func<TPage, string?> next
    )
    {
        var all = new List<TItem>();
        string? token = null;
        while (true)
        {
            switch (await page(token))
            {
                case RestResult<TPage>.Ok { Value: var there }:
                    all.AddRange(items(there) ?? []);
                    if (string.IsNullOrEmpty(next(there)))
                        return new RestResult<IReadOnlyList<TItem>>.Ok(all);
                    token = next(there);
                    break;
                case RestResult<TPage>.Failed failed:
                    return new RestResult<IReadOnlyList<TItem>>.Failed(failed.Call, failed.Error);
            }
        }
    }
}
