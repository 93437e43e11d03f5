using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Geny;

/// <summary>The answers that a page of geny.com carries for its own scripts (React Query), by their keys: <c>["course",1685888,"cotes"]</c>.</summary>
internal sealed class GenyQueries
{
    private const int DeepestSearch = 24;
    private readonly List<GenyQuery> _all;
    private readonly bool _cut;

    private GenyQueries(List<GenyQuery> all, bool cut) => (_all, _cut) = (all, cut);

    /// <summary>Reads them out of a page, or says why it is no page to read.</summary>
    public static SourceAnswer<GenyQueries> Read(string html, string where)
    {
        if (NoPage(html, where) is { } refused)
            return Refuse(refused);
        var (payload, cut) = FlightPayload.Join(html);
        var rows = FlightRows.Split(payload);
        cut |= rows.Cut || !html.AsSpan().TrimEnd().EndsWith("</html>", StringComparison.OrdinalIgnoreCase);
        if (payload.Length == 0)
            return Refuse(Lacks(cut, where, Problem.Of($"the page has no data payload (self.__next_f)")));
        var found = new List<GenyQuery>();
        foreach (var id in rows.JsonIds.ToArray())
        {
            if (!rows.Mentions(id, "\"queries\""u8))
                continue;
            if (rows.Json(id) is { } row)
                Collect(rows, row, found, 0);
            else
                return Refuse(Lacks(cut, where, Problem.Of($"the row of the page's queries is no JSON")));
        }
        return found.Count > 0
            ? new SourceAnswer<GenyQueries>.Found(new GenyQueries(found, cut))
            : Refuse(Lacks(cut, where, Problem.Of($"the payload holds no query state")));
    }

    /// <summary>The first query whose key starts with <paramref name="head"/> and ends with <paramref name="tail"/> (empty: any).</summary>
    public GenyQuery? Find(string head, string tail) =>
        _all.FirstOrDefault(query =>
            query.Key is [var first, ..] && first == head && (tail.Length == 0 || (query.Key.Count > 1 && query.Key[^1] == tail))
        );

    private static SourceError? NoPage(string html, string where)
    {
        if (html.Contains("<title>Erreur - Geny</title>", StringComparison.OrdinalIgnoreCase))
            return new(SourceErrorKind.Unavailable, GenySite.Name, where, Problem.Of($"Geny shows its error page"));
        var ours =
            html.Contains("data-geny-version", StringComparison.Ordinal)
            || html.Contains("www.geny.com", StringComparison.OrdinalIgnoreCase)
            || html.Contains("self.__next_f", StringComparison.Ordinal);
        return ours
            ? null
            : new(SourceErrorKind.Foreign, GenySite.Name, where, Problem.Of($"nothing on the page says that it is one of geny.com"));
    }

    /// <summary>The error for a part that is missing: the page was cut, or it has changed.</summary>
    public SourceError Lacks(string where, Problem missing) => Lacks(_cut, where, missing);

    private static SourceError Lacks(bool cut, string where, Problem missing) =>
        cut
            ? new(SourceErrorKind.Truncated, GenySite.Name, where, Problem.Of($"the page ends too early: {missing}"))
            : new(SourceErrorKind.Changed, GenySite.Name, where, missing);

    private static SourceAnswer<GenyQueries> Refuse(SourceError error) => new SourceAnswer<GenyQueries>.Refused(error);

    private static void Collect(FlightRows rows, JsonElement at, List<GenyQuery> found, int depth)
    {
        if (depth > DeepestSearch)
            return;
        if (at.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in at.EnumerateArray())
                Collect(rows, item, found, depth + 1);
        }
        if (at.ValueKind != JsonValueKind.Object)
            return;
        foreach (var part in at.EnumerateObject())
        {
            if (part.NameEquals("queries"u8) && part.Value.ValueKind == JsonValueKind.Array)
                found.AddRange(part.Value.EnumerateArray().Select(query => Query(rows, query)).OfType<GenyQuery>());
            else
                Collect(rows, part.Value, found, depth + 1);
        }
    }

    private static GenyQuery? Query(FlightRows rows, JsonElement element)
    {
        var query = FlightNode.Of(rows, element);
        var state = query["state"];
        var key = query["queryKey"]
            .Items.Select(part => part.Text ?? part.Long?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
        return query["queryKey"].IsArray && state.IsObject
            ? new GenyQuery([.. key], state["data"], state["status"].Text ?? "", Instant(state["dataUpdatedAt"].Long))
            : null;
    }

    /// <summary>Epoch milliseconds between 2000 and 2100; anything else is no moment of this site.</summary>
    private static DateTimeOffset? Instant(long? milliseconds) =>
        milliseconds is > 946_684_800_000 and < 4_102_444_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;
}

/// <param name="Key">The parts of the key as text.</param>
/// <param name="Data">What the site's API had answered.</param>
/// <param name="Status"><c>success</c>, <c>error</c> or <c>pending</c>.</param>
/// <param name="UpdatedAt">When the answer was fetched.</param>
internal sealed record GenyQuery(IReadOnlyList<string> Key, FlightNode Data, string Status, DateTimeOffset? UpdatedAt);
