using System.Net;
using System.Net.Http.Headers;
using Hippique.Racing;

namespace Hippique.Sources.Http;

/// <summary>
/// The last answer of each address, so that a site can say "not modified" instead of sending it again. Kept in memory, up to a size, and for its programme day only: the
/// day's recording holds every page that a 304 of that day stands for. A later process takes them up from there (<see cref="EarlierAnswers"/>).
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
        var kept = Kept.Of(answer, response);
        lock (_gate)
        {
            Forget(answer.Address);
            if (kept is not null)
                Add(kept);
        }
    }

    /// <summary>Takes up what an earlier process kept, where this one has nothing of that address.</summary>
    public void TakeUp(Kept earlier)
    {
        lock (_gate)
        {
            if (!_byAddress.ContainsKey(earlier.Answer.Address.AbsoluteUri))
                Add(earlier);
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

    private void Add(Kept kept)
    {
        _byAddress[kept.Answer.Address.AbsoluteUri] = _latestFirst.AddFirst(kept);
        _size += kept.Answer.Body.Length;
        while (_size > largest)
            Remove(_latestFirst.Last!);
    }
}

/// <param name="Answer">As it came.</param>
/// <param name="Tag">Its <c>ETag</c>, as it was written.</param>
/// <param name="Modified">Its <c>Last-Modified</c>, as it was written.</param>
internal sealed record Kept(PoliteAnswer Answer, string? Tag, string? Modified)
{
    /// <summary>Null where the site did not say how to ask whether the answer still holds, or forbids to keep it.</summary>
    public static Kept? Of(PoliteAnswer answer, HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK || response.Headers.CacheControl is { NoStore: true })
            return null;
        var kept = new Kept(answer, Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"));
        return kept is { Tag: null, Modified: null } ? null : kept;
    }

    public bool IsOf(DateTimeOffset moment) => ParisTime.ProgrammeOf(Answer.At) == ParisTime.ProgrammeOf(moment);

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString() : null;
}
