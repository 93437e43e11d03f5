using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string, int> _flights = new();
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _work;
    private int _begun;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asks_while_the_work_goes_on_gets_its_result()
    {
        var asked = Enumerable.Range(0, 50).Select(_ => AskAsync(Token)).ToList();

        _answer.SetResult(7);

        (await Task.WhenAll(asked)).ShouldAllBe(answer => answer == 7);
        _begun.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_asks_afterwards_and_for_another_key_begins_anew()
    {
        _answer.SetResult(7);
        await AskAsync(Token);
        await AskAsync(Token);
        await AskAsync(Token, "other");

        _begun.ShouldBe(3);
    }

    [Fact]
    public async Task What_the_work_throws_is_thrown_to_all_and_not_kept()
    {
        var (first, second) = (AskAsync(Token), AskAsync(Token));

        _answer.SetException(new IOException("the disk is full"));

        (await Should.ThrowAsync<IOException>(first)).Message.ShouldBe("the disk is full");
        await Should.ThrowAsync<IOException>(second);
        (await _flights.RunAsync("key", _ => Task.FromResult(8), Token)).ShouldBe(8);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            _flights.RunAsync("key", _ => throw new InvalidOperationException("before its first wait"), Token)
        );
    }

    [Fact]
    public async Task Caller_that_came_first_and_goes_away_costs_the_others_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var (first, second) = (AskAsync(leaving.Token), AskAsync(Token));

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(first);
        _work.IsCancellationRequested.ShouldBeFalse();
        _answer.SetResult(7);
        (await second).ShouldBe(7);
        _begun.ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_nobody_waits_for_any_more_is_cancelled_and_has_ended_when_its_last_caller_goes_on()
    {
        using var leaving = new CancellationTokenSource();
        var hasEnded = false;
        var only = _flights.RunAsync(
            "key",
            async cancelled =>
            {
                await ((Task)_answer.Task.WaitAsync(cancelled)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await Task.Yield();
                hasEnded = true;
                cancelled.ThrowIfCancellationRequested();
                return 7;
            },
            leaving.Token
        );

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(only);
        hasEnded.ShouldBeTrue();
        (await _flights.RunAsync("key", _ => Task.FromResult(8), Token)).ShouldBe(8);
    }

    private Task<int> AskAsync(CancellationToken cancellationToken, string key = "key") =>
        _flights.RunAsync(
            key,
            cancelled =>
            {
                _begun++;
                _work = cancelled;
                return _answer.Task;
            },
            cancellationToken
        );
}
