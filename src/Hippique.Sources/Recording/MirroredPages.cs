using Hippique.Racing;
using Hippique.Sources.Pages;

namespace Hippique.Sources.Recording;

/// <summary>Recorded pages of all sites under their own paths; at each moment the last answer at or before it.</summary>
internal sealed class MirroredPages : IMirroredDay
{
    private static readonly HashSet<string> Framing = new(
        ["Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date", "Server", "Alt-Svc", "Strict-Transport-Security"],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly RecordedPages _pages;
    private readonly ILookup<string, RecordedExchange> _byPath;

    public MirroredPages(RecordedPages pages)
    {
        _pages = pages;
        _byPath = pages
            .All.Where(exchange => Uri.TryCreate(exchange.Url, UriKind.Absolute, out _))
            .ToLookup(exchange => new Uri(exchange.Url).PathAndQuery, StringComparer.Ordinal);
        (From, To) = (pages.All[0].At, pages.All[^1].At);
    }

    public DateOnly FirstDay => ParisTime.ProgrammeOf(To);
    public DateOnly LastDay => FirstDay;
    public DateTimeOffset From { get; }
    public DateTimeOffset To { get; }

    public MirroredAnswer? At(string pathAndQuery, DateTimeOffset moment)
    {
        // One address of the mirror stands for several sites; none of their rules for robots is its own.
        if (pathAndQuery == "/robots.txt" || _byPath[pathAndQuery].LastOrDefault(exchange => exchange.At <= moment) is not { } exchange)
            return null;
        var shown = _pages.Whole(exchange) ?? exchange;
        var headers = shown
            .Headers.Where(header => !Framing.Contains(header.Key))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        return new MirroredAnswer(shown.Status, headers, _pages.Body(shown), shown.Cut);
    }
}
