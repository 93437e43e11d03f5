namespace Hippique.Orchestration.Notifications;

/// <summary>A file that goes along with a message.</summary>
/// <param name="Name">Of the file, ASCII.</param>
/// <param name="MediaType"><c>text/html</c>.</param>
/// <param name="Content">In UTF-8.</param>
public sealed record NewsAttachment(string Name, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>What goes along with the summary of a day, or why nothing does.</summary>
/// <param name="File">Null: nothing goes along.</param>
/// <param name="Why">In the user's language; null if there is nothing to say about it.</param>
public sealed record NewsReport(NewsAttachment? File, string? Why = null);

/// <summary>Makes the report of a month for receivers that take files.</summary>
public interface INewsReports
{
    /// <summary>The month of a day so far. Throws nothing but for the token.</summary>
    Task<NewsReport> OfMonthAsync(DateOnly day, CancellationToken cancellationToken);
}

/// <summary>There are none.</summary>
internal sealed class NoNewsReports : INewsReports
{
    public Task<NewsReport> OfMonthAsync(DateOnly day, CancellationToken cancellationToken) => Task.FromResult(new NewsReport(null));
}
