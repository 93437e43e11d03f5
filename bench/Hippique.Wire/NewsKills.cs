using System.Globalization;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Receivers;

namespace Hippique.Wire;

/// <summary>
/// <c>serve</c> is killed (SIGKILL) again and again while it tells a webhook about looks that fail and go on again; the webhook accepts, fails, hangs or answers late, as it falls. Half of the
/// kills fall at any moment, half into the moment after an answer. In the end every message must have been accepted, and no more twice than kills fell between the answer and its record.
/// </summary>
internal static class NewsKills
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan AfterAnswer = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan LatestAnswer = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(int kills, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var start = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddSeconds(20).ToUnixTimeSeconds());
        var races = (int)(kills * (ShortestLife + LongestLife) / 2 / Gap);
        // Every third look fails, and the next one tells that they go on.
        await using var site = new KillSite(
            ParisTime.ProgrammeOf(start),
            [.. Enumerable.Range(0, races).Select(race => start + Gap * race + TimeSpan.FromMinutes(5))],
            race => race % 3 == 2
        );
        await using var home = new KillHome.OnDisk();
        await using var webhook = await LoopbackReceiver.StartAsync();
        var accepted = new Kept<string>();
        var answered = new AsyncSignal();
        var isSound = false;
        webhook.Answer = async (post, _, gone) =>
        {
            if (!isSound && !await AnswersAsync(random, gone))
                return new ReceiverReply(503);
            accepted.Add(post.Text("id"));
            answered.Set();
            return new ReceiverReply(200);
        };
        var unrecorded = new HashSet<string>(StringComparer.Ordinal);
        var between = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var (life, isAfterAnswer, pause) = Drawn(random);
            answered.Reset();
            using (Serve(home, site, webhook))
            {
                var until = Task.Delay(life, TimeProvider.System, cancellationToken);
                if (isAfterAnswer && await Task.WhenAny(until, answered.Task) == answered.Task)
                    await Task.Delay(pause, TimeProvider.System, cancellationToken);
                else
                    await until;
            }
            var tasks = await home.TasksAsync(site.Day, cancellationToken);
            // A message that was accepted and has no end: the kill fell between the two, once for each time that it was accepted.
            foreach (var open in accepted.All.GroupBy(id => id).Where(same => tasks.Any(task => IsOf(task, same.Key) && task.End is null)))
            {
                if (unrecorded.Add($"{open.Key} {open.Count()}"))
                    between++;
            }
        }
        isSound = true;
        using (var serve = Serve(home, site, webhook))
        {
            while (!IsOver(await home.TasksAsync(site.Day, cancellationToken), start + Gap * races))
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            serve.Terminate();
        }
        return Judge(kills, await home.TasksAsync(site.Day, cancellationToken), webhook.Posts.Count, accepted.All, between);
    }

    private static (TimeSpan Life, bool IsAfterAnswer, TimeSpan Pause) Drawn(Random random)
    {
        lock (random)
            return (
                ShortestLife + (LongestLife - ShortestLife) * random.NextDouble(),
                random.NextDouble() < 0.5,
                AfterAnswer * random.NextDouble()
            );
    }

    /// <summary>False: it fails. Hangs until the caller has gone, or answers at once or late.</summary>
    private static async Task<bool> AnswersAsync(Random random, CancellationToken gone)
    {
        double kind;
        double late;
        lock (random)
            (kind, late) = (random.NextDouble(), random.NextDouble());
        if (kind < 0.2)
            return false;
        await Task.Delay(
            kind < 0.35 ? Timeout.InfiniteTimeSpan
                : kind < 0.6 ? LatestAnswer * late
                : TimeSpan.Zero,
            TimeProvider.System,
            gone
        );
        return true;
    }

    private static ServedProcess Serve(KillHome home, KillSite site, LoopbackReceiver webhook) =>
        ServedProcess.Serve(
            home.Folder(),
            ("SOURCES__ORDER", "pmu"),
            ("SOURCES__PMU__BASE_URL", site.Address.AbsoluteUri),
            ("OPERATORS", "pmu"),
            ("REQUESTS_PER_SECOND", "200"),
            ("REQUESTS_PER_DAY", "100000"),
            ("NOTIFY_WEBHOOK_URL", new Uri(webhook.Address, "hook").AbsoluteUri),
            ("NOTIFY_WEBHOOK_SECRET", "0123456789abcdef")
        );

    private static bool IsOver(IReadOnlyList<TaskRecord> tasks, DateTimeOffset last)
    {
        var now = TimeProvider.System.GetUtcNow();
        return now > last + TimeSpan.FromSeconds(5)
            && tasks
                .Where(task => task.Task.Kind is TaskKind.H5 or TaskKind.News && task.Task.DueAt <= now)
                .All(task => task.End is not null);
    }

    /// <summary><c>20251122-r1c3-failed-5f0c9a1e</c> is sent by <c>news-20251122-r1c3-failed-webhook</c>.</summary>
    private static bool IsOf(TaskRecord task, string id) => task.Task.Name == $"news-{id[..^9]}-webhook";

    private static int Judge(int kills, IReadOnlyList<TaskRecord> tasks, int posts, IReadOnlyList<string> accepted, int between)
    {
        // The summary is of the evening.
        var now = TimeProvider.System.GetUtcNow();
        var news = tasks.Where(task => task.Task.Kind == TaskKind.News && task.Task.DueAt <= now).ToList();
        var lost = news.Where(task => !accepted.Any(id => IsOf(task, id))).Select(task => $"lost: {task.Task.Name}: {task.End}").ToList();
        var doubled = accepted.GroupBy(id => id).Sum(same => same.Count() - 1);
        var ids = accepted
            .Distinct()
            .GroupBy(id => id[..^9])
            .Where(same => same.Count() > 1)
            .Select(same => $"two ids: {same.Key}")
            .ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kills} kills, {news.Count} messages, {posts} posts, {accepted.Count} of them accepted; {lost.Count} lost, {doubled} accepted twice, {between} kills between an answer and its record"
            )
        );
        foreach (var fault in lost.Concat(ids))
            Console.WriteLine(fault);
        return lost.Count == 0 && ids.Count == 0 && doubled <= between && news.Count > 0 ? 0 : 1;
    }

    /// <summary>Set again and again, waited for by one.</summary>
    private sealed class AsyncSignal
    {
        private TaskCompletionSource _set = New();

        public Task Task => _set.Task;

        public void Set() => _set.TrySetResult();

        public void Reset() => _set = New();

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
