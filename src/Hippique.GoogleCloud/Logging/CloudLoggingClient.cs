using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Logging;

/// <summary>The method of Cloud Logging (REST v2) that is used here, on the configured project.</summary>
public sealed class CloudLoggingClient(RestClient rest, CloudOptions options)
{
    /// <summary>The most that a page holds.</summary>
    private const int PageSize = 1000;

    /// <summary>The newest entries, the newest first. Cloud Logging also gives empty pages with a token, while it goes on searching.</summary>
    /// <param name="query">Which.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<RestResult<IReadOnlyList<LogEntry>>> ListAsync(LogQuery query, int limit, CancellationToken cancellationToken)
    {
        var found = new List<LogEntry>();
        string? token = null;
        do
        {
            var asked = new LogAsk([$"projects/{options.ProjectId}"], query.Filter, "timestamp desc", Math.Min(limit, PageSize), token);
            var answer = await rest.SendAsync(
                RestCall.Post(new Uri(options.LoggingEndpoint, "/v2/entries:list"), asked, CloudLoggingJson.Default.LogAsk),
                CloudLoggingJson.Default.LogPage,
                cancellationToken
            );
            if (answer is RestResult<LogPage>.Failed failed)
                return new RestResult<IReadOnlyList<LogEntry>>.Failed(failed.Call, failed.Error);
            var page = answer.OrThrow();
            found.AddRange(page.Entries ?? []);
            token = page.NextPageToken;
        } while (!string.IsNullOrEmpty(token) && found.Count < limit);
        return new RestResult<IReadOnlyList<LogEntry>>.Ok([.. found.Take(limit)]);
    }
}
