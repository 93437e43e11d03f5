using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Notifications;
using Microsoft.Extensions.DependencyInjection;
using static Hippique.Orchestration.Tests.Notifications.NewsBench;

namespace Hippique.Orchestration.Tests.Notifications;

public sealed class NewsDeliveryTests
{
    private static readonly NotifierAnswer Gone = new NotifierAnswer.TryLater(Problem.Of($"gone"));
    private readonly FakeNotifier _webhook = new();

    [Fact]
    public async Task A_refusal_ends_the_message_with_what_was_said()
    {
        _webhook.Answer = (_, _) => Task.FromResult<NotifierAnswer>(new NotifierAnswer.Refused(Problem.Of($"answered {404}")));
        await using var bench = await TicketAsync();
        await bench.RunDueAsync();
        (await bench.NewsAsync()).Single(IsTickets).End.ShouldBe(new TaskEnd.Failed("answered 404"));
    }

    [Fact]
    public async Task A_ticket_is_tried_until_it_expires_and_never_after()
    {
        var tries = new List<DateTimeOffset>();
        await using var bench = await TicketAsync();
        bench.Clock.SetUtcNow(At("13:55"));
        _webhook.Answer = (_, _) =>
        {
            tries.Add(bench.Clock.GetUtcNow());
            return Task.FromResult(Gone);
        };
        await RunUntilAsync(bench, At("14:05"));

        (await bench.NewsAsync()).Single(IsTickets).End.ShouldBe(new TaskEnd.Missed("not delivered: gone"));
        tries.Count.ShouldBeInRange(6, 20);
        tries[^1].ShouldBeInRange(At("13:58").AddSeconds(30), At("13:59"));
        // Under one id, and never at once again.
        _webhook.Sent.Select(sent => sent.Message.Id).Distinct().ShouldHaveSingleItem();
        tries.Zip(tries.Skip(1), (one, next) => next - one).ShouldAllBe(wait => wait >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_ticket_is_tried_at_once_although_the_receiver_has_failed_for_hours()
    {
        _webhook.Answer = (_, _) => Task.FromResult(Gone);
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.EndAsync(First, Phase.H30, "14:00", new TaskEnd.Missed("refused"));
        await RunUntilAsync(bench, At("14:30"));
        _webhook.Answer = (_, _) => Task.FromResult<NotifierAnswer>(new NotifierAnswer.Accepted());
        await bench.DecideAsync(Second, "15:00");
        await bench.RunDueAsync();
        (await bench.StatesAsync())["r1c2-tickets-webhook"].ShouldBe("done");
    }

    [Fact]
    public async Task What_a_receiver_asks_to_wait_holds_for_tickets_too()
    {
        _webhook.Answer = (_, _) =>
            Task.FromResult<NotifierAnswer>(new NotifierAnswer.TryLater(Problem.Of($"busy"), TimeSpan.FromSeconds(100)));
        await using var bench = await TicketAsync();
        await bench.RunDueAsync();
        var asked = bench.Clock.GetUtcNow();
        await RunUntilAsync(bench, asked.AddSeconds(99));
        _webhook.Sent.ShouldHaveSingleItem();
        await RunUntilAsync(bench, asked.AddSeconds(101));
        _webhook.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_fault_of_a_receiver_is_known_after_a_restart_and_over_with_the_next_answer()
    {
        _webhook.Answer = (_, _) => Task.FromResult(Gone);
        await using var bench = await TicketAsync();
        await bench.RunDueAsync();
        await bench.RestartAsync();
        (await StateAsync(bench)).Failures.ShouldBe(1);
        _webhook.Answer = (_, _) => Task.FromResult<NotifierAnswer>(new NotifierAnswer.Accepted());
        await RunUntilAsync(bench, bench.Clock.GetUtcNow().AddSeconds(10));
        (await StateAsync(bench)).ShouldBe(new ReceiverState { Before = At("13:00") });
    }

    [Fact]
    public async Task While_one_message_is_sent_the_next_one_holds_no_place()
    {
        var (held, free) = (new TaskCompletionSource(), new TaskCompletionSource<NotifierAnswer>());
        _webhook.Answer = (_, _) =>
        {
            held.TrySetResult();
            return free.Task;
        };
        await using var bench = await TicketAsync();
        await bench.DecideAsync(Second, "15:00");
        await bench.LookAsync();
        var runner = bench.Services.GetRequiredService<TaskRunner>();
        var first = runner.RunAsync("news-20310314-r1c1-tickets-webhook", Token);
        await held.Task.WaitAsync(Token);

        var second = await runner.RunAsync("news-20310314-r1c2-tickets-webhook", Token);
        second.ShouldBeOfType<TaskRun.Again>().After.ShouldBe(TimeSpan.FromSeconds(3));

        free.SetResult(new NotifierAnswer.Accepted());
        (await first).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        _webhook.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_left_after_the_limit_in_real_time_and_tried_again()
    {
        _webhook.Answer = async (_, limit) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit);
            return Gone;
        };
        await using var bench = new NewsBench(new NewsSettings { SendTimeout = TimeSpan.FromMilliseconds(50) }, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RunDueAsync();
        (await StateAsync(bench)).Why.ShouldBe("no answer within 0 s");
        bench.Timer.Wakes["news-20310314-r1c1-tickets-webhook"].ShouldBe(At("13:00").AddSeconds(5));
    }

    [Fact]
    public async Task An_answer_that_comes_while_the_process_stops_is_recorded()
    {
        using var stop = new CancellationTokenSource();
        _webhook.Answer = async (_, _) =>
        {
            await stop.CancelAsync();
            return new NotifierAnswer.Accepted();
        };
        await using var bench = await TicketAsync();
        await bench.LookAsync();
        await bench.Services.GetRequiredService<TaskRunner>().RunAsync("news-20310314-r1c1-tickets-webhook", stop.Token);
        (await bench.StatesAsync())["r1c1-tickets-webhook"].ShouldBe("done");
    }

    [Fact]
    public async Task Without_an_answer_the_message_stays_open_when_the_process_stops()
    {
        using var stop = new CancellationTokenSource();
        _webhook.Answer = async (_, limit) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit);
            return Gone;
        };
        await using var bench = await TicketAsync();
        await bench.LookAsync();
        await Should.ThrowAsync<OperationCanceledException>(() =>
            bench.Services.GetRequiredService<TaskRunner>().RunAsync("news-20310314-r1c1-tickets-webhook", stop.Token)
        );
        (await bench.StatesAsync())["r1c1-tickets-webhook"].ShouldBe("open");
    }

    [Fact]
    public async Task A_receiver_that_is_not_configured_any_more_ends_its_messages()
    {
        await using var bench = await TicketAsync();
        await bench.LookAsync();
        await using var without = NewsBench.Compose(
            new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(bench.Clock).AddSingleton<IArtifactStore>(bench.Store),
            new NewsSettings(),
            bench.Tasks,
            bench.Timer
        );
        await without.GetRequiredService<TaskRunner>().RunAsync("news-20310314-r1c1-tickets-webhook", Token);
        (await bench.StatesAsync())["r1c1-tickets-webhook"].ShouldBe("cancelled");
    }

    private static bool IsTickets(TaskRecord record) => record.Task.Name.EndsWith("tickets-webhook", StringComparison.Ordinal);

    private async Task<NewsBench> TicketAsync()
    {
        var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        return bench;
    }

    private static async Task RunUntilAsync(NewsBench bench, DateTimeOffset until)
    {
        while (bench.Clock.GetUtcNow() < until)
        {
            await bench.RunDueAsync();
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<ReceiverState> StateAsync(NewsBench bench) =>
        ReceiverState.Read("webhook", await bench.Store.GetAsync(ReceiverState.PathOf("webhook"), Token));
}
