using Hippique.Racing;

namespace Hippique.Sources.Http;

/// <summary>
/// The last answer of each address, so that a site can say "not modified" instead of sending it again. Kept in memory, up to a size, and for its programme day only: the
/// day's recording holds every page that a 304 of that day stands for.
/// </summary>
internal sealed class KeptAnswers(long largest)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> _byAddress = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> _latestFirst = new();
    private long _size;

    /// <summary>Null where there is none of this programme day.</summary>
    public Kept? Of(Uri address, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_byAddress.TryGetValue(address.AbsoluteUri, out var node))
                return null;
            if (node.Value.IsOf(now))
                return node.Value;
            Remove(node);
            return null;
        }
    }

    /// <summary>Keeps an answer in place of the one before, where the site said how to ask whether it still holds; else keeps none.</summary>
    public void Take(PoliteAnswer answer, HttpResponseMessage response)
    {
        var kept = new Kept(answer, Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"));
        lock (_gate)
        {
            Forget(answer.Address);
            if (
                response.StatusCode != System.Net.HttpStatusCode.OK
                || response.Headers.CacheControl is { NoStore: true }
                || (kept.Tag is null && kept.Modified is null)
            )
                return;
            _byAddress[answer.Address.AbsoluteUri] = _latestFirst.AddFirst(kept);
            _size += answer.Body.Length;
            while (_size > largest)
                Remove(_latestFirst.Last!);
        }
    }

    public void Forget(Uri address)
    {
        lock (_gate)
        {
            if (_byAddress.TryGetValue(address.AbsoluteUri, out var node))
                Remove(node);
        }
    }

    private void Remove(LinkedListNode<Kept> node)
    {
        _latestFirst.Remove(node);
        _byAddress.Remove(node.Value.Answer.Address.AbsoluteUri);
        _size -= node.Value.Answer.Body.Length;
    }

    private static string? Header(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString() : null;
}

/// <param name="Answer">As it came.</param>
/// <param name="Tag">Its <c>ETag</c>, as it was written.</param>
/// <param name="Modified">Its <c>Last-Modified</c>, as it was written.</param>
internal sealed record Kept(PoliteAnswer Answer, string? Tag, string? Modified)
{
    public bool IsOf(DateTimeOffset moment) => ParisTime.ProgrammeOf(Answer.At) == ParisTime.ProgrammeOf(moment);
}
