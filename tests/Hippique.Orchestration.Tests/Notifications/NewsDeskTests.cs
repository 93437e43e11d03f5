using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Notifications;
using Microsoft.Extensions.DependencyInjection;
using static Hippique.Orchestration.Tests.Notifications.NewsBench;

namespace Hippique.Orchestration.Tests.Notifications;

public sealed class NewsDeskTests
{
    private readonly FakeNotifier _webhook = new();
    private readonly FakeNotifier _mail = new("mail");

    [Fact]
    public async Task Tickets_are_put_out_once_to_each_receiver()
    {
        await using var bench = new NewsBench(null, _webhook, _mail);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RunDueAsync();
        await bench.RestartAsync();
        await bench.RunDueAsync();

        var states = await bench.StatesAsync();
        (states["r1c1-tickets-webhook"], states["r1c1-tickets-mail"]).ShouldBe(("done", "done"));
        var sent = _webhook.Sent.ShouldHaveSingleItem();
        sent.Message.Id.ShouldBe(_mail.Sent.ShouldHaveSingleItem().Message.Id);
        var news = sent.Message.News.ShouldBeOfType<News.TicketsProposed>();
        (news.Race.Id, news.ExpiresAt, news.Tickets.Count).ShouldBe((First, At("13:59"), 1));
        (await bench.NewsAsync())
            .Single(record => record.Task.Name.EndsWith("tickets-mail", StringComparison.Ordinal))
            .Task.GraceUntil.ShouldBe(At("13:59"));
    }

    [Fact]
    public async Task Tickets_that_have_expired_are_not_told()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        bench.Clock.SetUtcNow(At("13:59").AddSeconds(1));
        await bench.RunDueAsync();
        _webhook.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Receiver_that_has_nobody_to_tell_costs_no_message_until_it_has()
    {
        var push = new FakeNotifier("push") { IsInUse = false };
        await using var bench = new NewsBench(null, push, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RunDueAsync();
        (await bench.StatesAsync()).Keys.ShouldAllBe(key => key.EndsWith("-webhook", StringComparison.Ordinal));

        push.IsInUse = true;
        await bench.RunDueAsync();
        (await bench.StatesAsync())["r1c1-tickets-push"].ShouldBe("done");
        (push.Sent.Count, _webhook.Sent.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Without_anybody_to_tell_nothing_is_put_out()
    {
        await using var bench = new NewsBench(null, new FakeNotifier("push") { IsInUse = false });
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RestartAsync();
        await bench.LookAsync();
        (await bench.NewsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_receiver_nothing_is_put_out()
    {
        await using var bench = new NewsBench();
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RestartAsync();
        await bench.LookAsync();
        (await bench.NewsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_told()
    {
        await using var bench = new NewsBench(new NewsSettings { About = [NewsTopic.Expired] }, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RunDueAsync();
        (await bench.NewsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_race_that_is_called_off_is_told_to_those_who_know_its_tickets()
    {
        _mail.Answer = (_, _) => Task.FromResult<NotifierAnswer>(new NotifierAnswer.Refused(Problem.Of($"no")));
        await using var bench = new NewsBench(null, _webhook, _mail);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RunDueAsync();
        await bench.CallOffAsync(First);
        await bench.RunDueAsync();
        await bench.RunDueAsync();

        _webhook.Sent.Select(sent => sent.Message.News.GetType()).ShouldBe([typeof(News.TicketsProposed), typeof(News.TicketsWithdrawn)]);
        _mail.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Called_off_before_its_tickets_were_told_nothing_is()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.LookAsync();
        await bench.CallOffAsync(First);
        await bench.RunDueAsync();
        await bench.RunDueAsync();
        _webhook.Sent.ShouldBeEmpty();
        (await bench.StatesAsync())["r1c1-tickets-webhook"].ShouldBe("cancelled");
    }

    [Fact]
    public async Task Tickets_that_expire_are_told_then_if_that_is_asked_for()
    {
        await using var bench = new NewsBench(new NewsSettings { About = [NewsTopic.Tickets, NewsTopic.Expired] }, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.RunDueAsync();
        await bench.RunDueAsync();
        _webhook.Sent.ShouldHaveSingleItem();
        bench.Timer.Wakes["news-20310314-r1c1-expired-webhook"].ShouldBe(At("13:59"));
        bench.Clock.SetUtcNow(At("13:59"));
        await bench.RunDueAsync();
        _webhook.Sent[1].Message.News.ShouldBeOfType<News.TicketsExpired>();
    }

    [Fact]
    public async Task Looks_missed_in_a_row_are_told_once_and_once_when_they_are_made_again_over_restarts()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        foreach (var (race, off) in new[] { (First, "14:00"), (Second, "15:00"), (Third, "16:00") })
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(5));
            await bench.EndAsync(race, Phase.H30, off, new TaskEnd.Missed("refused"));
            await bench.RestartAsync();
            await bench.RunDueAsync();
        }
        var missed = _webhook.Sent.ShouldHaveSingleItem().Message.News.ShouldBeOfType<News.PhaseMissed>();
        (missed.Race.Id, missed.Phase, missed.State, missed.Why).ShouldBe((First, Phase.H30, "missed", "refused"));

        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.EndAsync(First, Phase.H5, "14:00", new TaskEnd.Done());
        await bench.RunDueAsync();
        await bench.RestartAsync();
        await bench.RunDueAsync();
        _webhook.Sent.Count.ShouldBe(2);
        _webhook.Sent[1].Message.News.ShouldBe(new News.PhasesGoOn(3));
    }

    [Fact]
    public async Task One_look_that_is_missed_is_told_and_the_next_one_is_no_news()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.EndAsync(First, Phase.H30, "14:00", new TaskEnd.Failed("a bug"));
        await bench.RunDueAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.EndAsync(First, Phase.H5, "14:00", new TaskEnd.Late(40));
        await bench.RunDueAsync();
        await bench.RunDueAsync();
        _webhook.Sent.ShouldHaveSingleItem().Message.News.ShouldBeOfType<News.PhaseMissed>().State.ShouldBe("failed");
    }

    [Fact]
    public async Task What_was_over_when_the_day_was_planned_and_what_was_missed_long_ago_is_no_news()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.EndAsync(First, Phase.H30, "14:00", TaskEnd.Missed.PlannedTooLate);
        await bench.EndAsync(Second, Phase.H30, "15:00", TaskEnd.Cancelled.Withdrawn);
        await bench.RunDueAsync();
        await bench.EndAsync(Third, Phase.H30, "16:00", new TaskEnd.Missed("asleep"));
        bench.Clock.Advance(TimeSpan.FromHours(3.1));
        await bench.RunDueAsync();
        _webhook.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_that_fails_is_told_once_and_once_when_it_stands()
    {
        await using var bench = new NewsBench(null, _webhook);
        for (var tries = 0; tries < 4; tries++)
        {
            await bench.TriesAsync(known => known.Failed("nobody answers", bench.Clock.GetUtcNow(), bench.Clock.GetUtcNow().AddMinutes(5)));
            await bench.RestartAsync();
            await bench.RunDueAsync();
        }
        var failed = _webhook.Sent.ShouldHaveSingleItem().Message.News.ShouldBeOfType<News.PlanFailed>();
        (failed.Day, failed.NextTry, failed.Why).ShouldBe((Day, At("13:05"), "nobody answers"));

        await bench.PlanAsync();
        await bench.RestartAsync();
        await bench.RunDueAsync();
        await bench.RunDueAsync();
        _webhook.Sent.Count.ShouldBe(2);
        _webhook.Sent[1].Message.News.ShouldBe(new News.PlanStands(Day, 3));
    }

    [Fact]
    public async Task A_plan_that_stands_before_its_failure_was_told_is_no_news()
    {
        await using var bench = new NewsBench(Quiet("13:30"), _webhook);
        await bench.TriesAsync(known => known.Failed("nobody answers", At("13:00"), At("13:15")));
        await bench.RunDueAsync();
        await bench.PlanAsync();
        bench.Clock.SetUtcNow(At("13:30"));
        await bench.RunDueAsync();
        await bench.RunDueAsync();
        _webhook.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sources_that_refuse_a_day_that_has_a_plan_are_told_once_each_time()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        for (var time = 0; time < 2; time++)
        {
            await bench.TriesAsync(known => known.Kept("refused"));
            await bench.RunDueAsync();
            await bench.RestartAsync();
            await bench.RunDueAsync();
            await bench.TriesAsync(known => known.Stands(bench.Clock.GetUtcNow()));
            await bench.RunDueAsync();
            await bench.RunDueAsync();
        }
        _webhook
            .Sent.Select(sent => sent.Message.News)
            .ShouldBe([
                new News.SourcesRefuse(Day, "refused"),
                new News.SourcesAnswer(Day),
                new News.SourcesRefuse(Day, "refused"),
                new News.SourcesAnswer(Day),
            ]);
    }

    [Fact]
    public async Task A_receiver_that_has_failed_for_long_is_told_to_the_others_once_and_once_when_it_answers()
    {
        var dead = true;
        _mail.Answer = (_, _) =>
            Task.FromResult<NotifierAnswer>(dead ? new NotifierAnswer.TryLater(Problem.Of($"gone")) : new NotifierAnswer.Accepted());
        await using var bench = new NewsBench(null, _webhook, _mail);
        await bench.PlanAsync();
        await bench.EndAsync(First, Phase.H30, "14:00", new TaskEnd.Missed("refused"));
        for (var minute = 0; minute < 40; minute++)
        {
            if (minute == 20)
                dead = false;
            await bench.RunDueAsync();
            await bench.RestartAsync();
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await bench.RunDueAsync();

        _webhook.Sent.Select(sent => sent.Message.News).OfType<News.ReceiverFails>().ShouldHaveSingleItem().Since.ShouldBe(At("13:00"));
        _webhook.Sent.Select(sent => sent.Message.News).OfType<News.ReceiverAnswers>().ShouldHaveSingleItem();
        _mail.Sent[^1].Message.News.ShouldBeOfType<News.PhaseMissed>();
        (await bench.StatesAsync()).Values.ShouldNotContain("failed");
    }

    [Fact]
    public async Task The_summary_waits_for_the_evening_and_tells_what_then_is()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.LookAsync();
        bench.Timer.Wakes["news-20310314-summary-webhook"].ShouldBe(At("22:30"));
        await bench.DecideAsync(First, "14:00");
        await bench.EndAsync(First, Phase.H30, "14:00", new TaskEnd.Late(50));
        await bench.EndAsync(Second, Phase.H5, "15:00", new TaskEnd.Missed("refused"));
        bench.Clock.SetUtcNow(At("22:30"));
        await bench.RunDueAsync();

        var summary = _webhook.Sent.Select(sent => sent.Message.News).OfType<News.EveningSummary>().ShouldHaveSingleItem();
        (summary.Day, summary.Races, summary.Looks).ShouldBe((Day, 3, new NewsLooks(1, 1, 1, 0, 0)));
    }

    [Fact]
    public async Task In_quiet_hours_nothing_is_sent_and_what_still_makes_sense_comes_after_them()
    {
        await using var bench = new NewsBench(Quiet("14:00"), _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.EndAsync(Second, Phase.H30, "15:00", new TaskEnd.Missed("refused"));
        await bench.RunDueAsync();
        (await bench.StatesAsync()).Keys.ShouldNotContain("r1c1-tickets-webhook");
        bench.Clock.SetUtcNow(At("14:00"));
        await bench.RunDueAsync();
        _webhook.Sent.ShouldHaveSingleItem().Message.News.ShouldBeOfType<News.PhaseMissed>();
    }

    [Fact]
    public async Task Files_that_were_changed_by_hand_keep_no_other_message_back()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.DecideAsync(Second, "15:00");
        await bench.Store.DeleteAsync(ArtifactPaths.Tickets(First), Token);
        foreach (var path in (string[])[ArtifactPaths.Tickets(First), ArtifactPaths.Settlement(Second)])
            await bench.Store.PutIfAbsentAsync(path, "by hand"u8.ToArray(), Token);
        await bench.RunDueAsync();
        _webhook.Sent.ShouldHaveSingleItem().Message.News.ShouldBeOfType<News.TicketsProposed>().Race.Id.ShouldBe(Second);
    }

    [Fact]
    public async Task A_look_follows_at_once_on_what_happens_and_a_call_waits_for_it()
    {
        await using var bench = new NewsBench(null, _webhook);
        await bench.PlanAsync();
        await bench.RestartAsync();
        await bench.DecideAsync(First, "14:00");
        (await bench.StatesAsync()).Keys.ShouldNotContain("r1c1-tickets-webhook");

        var task = (await bench.Tasks.OfDayAsync(Day, Token)).First(record => record.Task.Kind == TaskKind.H5).Task;
        bench.Services.GetRequiredService<EventBus>().Publish(new HippiqueEvent.TaskEnded(task, new TaskEnd.Done()));
        await bench.Services.GetRequiredService<NewsDesk>().FlushAsync(Token);
        (await bench.StatesAsync())["r1c1-tickets-webhook"].ShouldBe("open");
    }

    private static NewsSettings Quiet(string until) =>
        new()
        {
            Quiet = new QuietHours(
                new TimeOnly(12, 0),
                TimeOnly.ParseExact(until, "HH:mm", System.Globalization.CultureInfo.InvariantCulture)
            ),
        };
}
