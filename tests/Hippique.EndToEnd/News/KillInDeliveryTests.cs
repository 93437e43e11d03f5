using Hippique.EndToEnd.Serving;
using Hippique.Testing.Receivers;

namespace Hippique.EndToEnd.News;

/// <summary>
/// The real program is killed while a receiver has a message and has not answered, and after it has. Without a source the day cannot be planned, which is told.
/// </summary>
public sealed class KillInDeliveryTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef";
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-news-").FullName;
    private LoopbackReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await LoopbackReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_before_the_answer_the_message_comes_again_under_its_id_and_after_it_never()
    {
        _receiver.Answer = async (_, _, gone) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gone);
            return new ReceiverReply(200);
        };
        using (var killed = Serve())
        {
            await killed.UntilAsync(() => _receiver.Posts.Count == 1);
            await killed.KillAsync();
        }

        var id = _receiver.Posts[0].Text("id");
        _receiver.Replies(200);
        using (var again = Serve())
        {
            await again.LogsAsync($"news-{id[..8]}-plan-fails-webhook ended: ");
            await again.KillAsync();
        }
        Times(id).ShouldBe(2);
        _receiver.Posts[0].Json.GetProperty("news").GetProperty("kind").GetString().ShouldBe("plan_failed");

        using var third = Serve();
        // The plan of this start has failed once more by then, and is tried later.
        await third.LogsAsync("could not be planned");
        await third.LogsAsync("is called again in");
        (await third.TerminateAsync()).ShouldBe(0);
        Times(id).ShouldBe(2);
        string.Join('\n', [.. third.Out, .. third.Error]).ShouldNotContain(Secret);
    }

    // In the evening the plan of the next day fails too, which is another message.
    private int Times(string id) => _receiver.Posts.Count(post => post.Text("id") == id);

    private HippiqueProcess Serve() =>
        new(
            _folder,
            "serve",
            ("PORT", "0"),
            ("NOTIFY_WEBHOOK_URL", new Uri(_receiver.Address, "hook").AbsoluteUri),
            ("NOTIFY_WEBHOOK_SECRET", Secret)
        );
}
