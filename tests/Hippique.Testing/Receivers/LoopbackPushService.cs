using System.Collections.Concurrent;
using System.Globalization;

namespace Hippique.Testing.Receivers;

/// <summary>
/// A push service on a loopback port that speaks the real protocol (RFC 8030): it knows its browsers, checks who sends and in which form, and gives each browser what is for it. What is wrong is
/// answered as such a service does, and noted.
/// </summary>
public sealed class LoopbackPushService : IAsyncDisposable
{
    private const int MostBytes = 4096;
    private readonly LoopbackReceiver _receiver;
    private readonly ConcurrentDictionary<string, LoopbackBrowser> _browsers = new();
    private readonly ConcurrentDictionary<string, ReceiverReply> _replies = new();
    private readonly ConcurrentDictionary<string, int> _tries = new();
    private readonly Kept<string> _wrong = new();
    private readonly Kept<string> _senders = new();

    private LoopbackPushService(LoopbackReceiver receiver)
    {
        _receiver = receiver;
        receiver.Answer = (post, _, _) => Task.FromResult(Take(post));
    }

    public IReadOnlyList<ReceivedPost> Posts => _receiver.Posts;

    /// <summary>What was not as the protocol wants it.</summary>
    public IReadOnlyList<string> Wrong => _wrong.All;

    /// <summary>The public key of each message's sender.</summary>
    public IReadOnlyList<string> Senders => _senders.All;

    public static async Task<LoopbackPushService> StartAsync() => new(await LoopbackReceiver.StartAsync());

    /// <summary>One that has subscribed.</summary>
    public LoopbackBrowser Browser()
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/wpush/v2/browser-{_browsers.Count + 1}?key=secret");
        return _browsers[path] = new LoopbackBrowser(new Uri(_receiver.Address, path));
    }

    /// <summary>How what is for a browser is answered from now on; null: as it should be.</summary>
    public void Replies(LoopbackBrowser browser, ReceiverReply? reply)
    {
        if (reply is null)
            _replies.TryRemove(browser.Endpoint.PathAndQuery, out _);
        else
            _replies[browser.Endpoint.PathAndQuery] = reply;
    }

    /// <summary>How often something came for a browser.</summary>
    /// <remarks>Counted once its reply is settled: whoever sees a try may set another reply for the next one.</remarks>
    public int Tries(LoopbackBrowser browser) => _tries.GetValueOrDefault(browser.Endpoint.PathAndQuery);

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        foreach (var browser in _browsers.Values)
            browser.Dispose();
    }

    private ReceiverReply Take(ReceivedPost post)
    {
        var reply = ReplyTo(post);
        _tries.AddOrUpdate(post.Path, 1, (_, tries) => tries + 1);
        return reply;
    }

    private ReceiverReply ReplyTo(ReceivedPost post)
    {
        if (!_browsers.TryGetValue(post.Path, out var browser))
            return new ReceiverReply(404);
        var (wrong, sender) = VapidHeader.Check(
            post.Headers.GetValueOrDefault("Authorization", ""),
            _receiver.Address.GetLeftPart(UriPartial.Authority)
        );
        if (wrong is not null)
            return Refuse(403, wrong);
        if (post.Headers.GetValueOrDefault("Content-Encoding") != "aes128gcm")
            return Refuse(400, "not aes128gcm");
        if (!uint.TryParse(post.Headers.GetValueOrDefault("TTL"), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Refuse(400, "no TTL");
        if (post.Headers.GetValueOrDefault("Topic") is { Length: > 32 })
            return Refuse(400, "a topic of more than 32 characters");
        if (post.Body.Length > MostBytes)
            return Refuse(413, "too long");
        if (_replies.TryGetValue(post.Path, out var reply))
            return reply;
        _senders.Add(sender!);
        browser.Take(post.Body);
        return new ReceiverReply(201, Location: "/m/1");
    }

    private ReceiverReply Refuse(int status, string why)
    {
        _wrong.Add(why);
        return new ReceiverReply(status, why);
    }
}
