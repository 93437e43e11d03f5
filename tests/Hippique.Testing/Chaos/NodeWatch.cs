using System.Diagnostics;
using System.Globalization;
using Hippique.Racing;

namespace Hippique.Testing.Chaos;

/// <summary>Starts services as a supervisor does, and looks at each after its start: what must be right soon after its first answer.</summary>
/// <param name="options">Of the day.</param>
/// <param name="folder">Of the rehearsal, once it has begun.</param>
internal sealed class NodeWatch(ChaosOptions options, Func<RehearsedFolder> folder)
{
    /// <summary>A start that takes longer has failed, however busy the machine is.</summary>
    public static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly Kept<string> _faults = new();
    private readonly Kept<double> _righted = new();

    /// <summary>How long the last start took.</summary>
    public TimeSpan LastStart { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>Of each restart that lived for so long: from its first answer until the states were right, in seconds.</summary>
    public IReadOnlyList<double> Righted => _righted.All;

    public IReadOnlyList<string> Faults => _faults.All;

    public void Add(string fault) => _faults.Add(fault);

    /// <summary>The first start, to which nothing has happened: one that ends by itself would do so again.</summary>
    public static async Task FirstStartAsync(ServedNode node, CancellationToken cancellationToken)
    {
        node.Start();
        while (!node.Answers.IsCompleted)
        {
            if (!node.IsRunning)
                throw Ended(node);
            await Task.WhenAny(node.Answers, PauseAsync(TimeSpan.FromSeconds(0.05), cancellationToken));
        }
    }

    /// <summary>Returns once it answers; it is started again where it ended before.</summary>
    /// <exception cref="InvalidOperationException">It does not for minutes.</exception>
    public static async Task AnswersAsync(ServedNode node, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (!node.Answers.IsCompleted)
        {
            if (!node.IsRunning)
            {
                // As a supervisor does: a start without its database has ended.
                if (Stopwatch.GetElapsedTime(since) > LongestStart)
                    throw Ended(node);
                await PauseAsync(TimeSpan.FromSeconds(0.2), cancellationToken);
                node.Start();
            }
            await Task.WhenAny(node.Answers, PauseAsync(TimeSpan.FromSeconds(0.05), cancellationToken));
        }
    }

    /// <summary>From its first answer on: what was past its grace then has an end soon. Given up where it is killed before.</summary>
    public async Task WatchAsync(ServedNode node, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var life = node.Answers;
        while (!life.IsCompleted)
        {
            if (node.Answers != life || cancellationToken.IsCancellationRequested)
                return;
            if (Stopwatch.GetElapsedTime(started) > LongestStart)
            {
                _faults.Add($"dark: {node.Name} does not answer: {string.Join(" | ", node.Said.TakeLast(3))}");
                return;
            }
            // As a supervisor does: a start without its database has ended.
            if (!node.IsRunning && options.Nodes > 1)
            {
                node.Start();
                life = node.Answers;
            }
            await PauseAsync(TimeSpan.FromSeconds(0.02), CancellationToken.None);
        }
        LastStart = Stopwatch.GetElapsedTime(started);
        var (answered, now) = (Stopwatch.GetTimestamp(), folder().Now);
        while (node.Answers == life && node.IsRunning)
        {
            var waited = Stopwatch.GetElapsedTime(answered);
            var overdue = TaskCheck.Overdue(await options.Tasks(folder(), CancellationToken.None), now).ToList();
            if (overdue.Count == 0)
            {
                _righted.Add(waited.TotalSeconds);
                return;
            }
            if (waited > options.Within)
            {
                _faults.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"slow: {overdue.Count} tasks without an end {waited.TotalSeconds:0.0} s after {node.Name} answered, at {ParisTime.ToParis(now):HH:mm:ss}: {overdue[0].Task.Name}"
                    )
                );
                return;
            }
            await PauseAsync(TimeSpan.FromSeconds(0.1), CancellationToken.None);
        }
    }

    private static InvalidOperationException Ended(ServedNode node) => new(string.Join('\n', node.Said));

    private static Task PauseAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time, TimeProvider.System, cancellationToken);
}
