using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using CsCheck;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Notifications;
using Microsoft.Extensions.DependencyInjection;
using static Hippique.Orchestration.Tests.Notifications.NewsBench;

namespace Hippique.Orchestration.Tests.Notifications;

/// <summary>
/// A process that dies before or after any call of the store, the timer or a receiver, many times over: every message arrives, and none twice but where the process died between the answer
/// and its record.
/// </summary>
public sealed class KilledDeliveryTests
{
    private const int Steps = 120;
    private const int Failing = 8;
    private static readonly string[] Expected = ["missed-r1c3-h30", "r1c1-tickets", "r1c2-tickets"];

    [Fact]
    public void Every_message_arrives_and_only_a_kill_between_answer_and_record_doubles_one() =>
        Gen.Select(Gen.Int[1, Steps].Array[1, 12], Gen.Bool.Array[8])
            .Sample((kills, fails) => RunAsync(kills, fails).GetAwaiter().GetResult(), iter: 100);

    [Fact]
    public async Task Of_single_kills_at_every_step_some_double_a_message_and_none_two()
    {
        var doubled = new List<int>();
        for (var kill = 1; kill <= Steps; kill++)
            doubled.Add(await RunAsync([kill], [false]));
        doubled.Max().ShouldBe(1);
    }

    /// <returns>How many messages came twice.</returns>
    private static async Task<int> RunAsync(int[] kills, bool[] fails)
    {
        var (webhook, mail) = (new FakeNotifier(), new FakeNotifier("mail"));
        await using var bench = new NewsBench(new NewsSettings { About = [NewsTopic.Tickets, NewsTopic.Faults] }, webhook, mail);
        await bench.PlanAsync();
        await bench.DecideAsync(First, "14:00");
        await bench.DecideAsync(Second, "15:00");
        await bench.EndAsync(Third, Phase.H30, "16:00", new TaskEnd.Missed("refused"));
        var accepted = new List<(string Receiver, string Id, string Task)>();
        var tries = 0;
        foreach (var receiver in new[] { webhook, mail })
            receiver.Answer = (news, _) => Task.FromResult(AnswerOf(receiver.Name, news));

        var allowed = 0;
        foreach (var kill in kills.Append(int.MaxValue))
        {
            var before = accepted.Count;
            await LiveAsync(bench, new KillSwitch(kill), webhook, mail);
            foreach (var (_, _, task) in accepted.Skip(before))
                allowed += (await bench.Tasks.FindAsync(task, Token))!.End is null ? 1 : 0;
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var counts = accepted.CountBy(one => (one.Receiver, one.Id)).ToList();
        counts
            .Select(count => (count.Key.Receiver, Key: count.Key.Id[9..^9]))
            .Order()
            .ShouldBe(new[] { "mail", "webhook" }.SelectMany(name => Expected.Select(key => (name, key))).Order());
        var doubled = counts.Sum(count => count.Value - 1);
        doubled.ShouldBeLessThanOrEqualTo(allowed);
        (await bench.NewsAsync()).ShouldAllBe(record => record.End is TaskEnd.Done || record.End is TaskEnd.Late);

        return doubled;

        NotifierAnswer AnswerOf(string receiver, OutgoingNews news)
        {
            if (fails[tries++ % fails.Length] && tries < Failing)
                return new NotifierAnswer.TryLater(Problem.Of($"not now"));
            accepted.Add((receiver, news.Message.Id, $"news-20310314-{news.Message.Id[9..^9]}-{receiver}"));
            return new NotifierAnswer.Accepted();
        }
    }

    /// <summary>One process, until it is killed or everything is sent.</summary>
    private static async Task LiveAsync(NewsBench bench, KillSwitch life, params FakeNotifier[] receivers)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(bench.Clock)
            .AddSingleton(Mortal.Of<IArtifactStore>(bench.Store, life));
        foreach (var receiver in receivers)
            services.AddSingleton(Mortal.Of<INotifier>(receiver, life));
        await using var process = NewsBench.Compose(
            services,
            new NewsSettings { About = [NewsTopic.Tickets, NewsTopic.Faults] },
            Mortal.Of<ITaskStore>(bench.Tasks, life),
            Mortal.Of<ITaskTimer>(bench.Timer, life)
        );
        try
        {
            foreach (var upkeep in process.GetServices<IQueueUpkeep>())
                await upkeep.StartAsync(Token);
            var runner = process.GetRequiredService<TaskRunner>();
            for (var round = 0; round < 60 && !life.IsDead; round++)
            {
                foreach (
                    var name in bench.Timer.Wakes.Where(wake => wake.Value <= bench.Clock.GetUtcNow()).Select(wake => wake.Key).ToList()
                )
                {
                    await bench.Timer.CancelAsync(name, Token);
                    await runner.RunAsync(name, Token);
                }
                bench.Clock.Advance(TimeSpan.FromSeconds(5));
                await process.GetRequiredService<NewsDesk>().CheckAsync(Token);
                if ((await bench.NewsAsync()).All(record => record.End is not null))
                    return;
            }
        }
        // The process is dead.
        catch (KilledException) { }
    }

    private sealed class KillSwitch(int after)
    {
        private int _left = after;

        public bool IsDead { get; private set; }

        public void Step()
        {
            if (--_left == 0)
                IsDead = true;
            if (IsDead)
                throw new KilledException();
        }
    }

    private sealed class KilledException : Exception;

    /// <summary>A part that can die with its process before and after each call. Those of the test answer at once.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it.")]
    private class Mortal : DispatchProxy
    {
        private object _inner = null!;
        private KillSwitch _life = null!;

        public static T Of<T>(T inner, KillSwitch life)
            where T : class
        {
            var made = Create<T, Mortal>();
            (((Mortal)(object)made)._inner, ((Mortal)(object)made)._life) = (inner, life);
            return made;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            // A property is no call to elsewhere.
            if (targetMethod!.IsSpecialName)
                return targetMethod.Invoke(_inner, args);
            _life.Step();
            var answer = targetMethod.Invoke(_inner, args);
            _life.Step();
            return answer;
        }
    }
}
