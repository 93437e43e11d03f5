using System.Diagnostics;
using System.Globalization;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Testing.Chaos;

/// <summary>A day that one or several services rehearse while incidents happen to them at random moments; then all that must hold of it is looked at.</summary>
public sealed class ChaosDay : IDisposable
{
    private static readonly TimeSpan AfterLastOff = TimeSpan.FromMinutes(20);

    /// <summary>Before the last off: looks enough fall due in it.</summary>
    private static readonly TimeSpan LastHour = TimeSpan.FromHours(1);

    private readonly ChaosOptions _options;
    private readonly List<SeverableLink> _links = [];
    private readonly List<ServedNode> _nodes = [];
    private readonly Dictionary<IncidentKind, int> _counts = [];
    private readonly NodeWatch _watch;
    private readonly List<Task> _watches = [];
    private RehearsedFolder _folder = null!;
    private int _early;

    public ChaosDay(ChaosOptions options)
    {
        _options = options;
        _watch = new NodeWatch(options, () => _folder);
        for (var node = 0; node < options.Nodes; node++)
            _nodes.Add(Node(((char)('a' + node)).ToString()));
    }

    private string Place => Path.Combine(_options.Folder, "rehearsal");

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        _links.ForEach(link => link.Dispose());
    }

    public async Task<ChaosReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var node in _nodes)
            await NodeWatch.FirstStartAsync(node, cancellationToken);
        _folder = RehearsedFolder.Find(Place) ?? throw new InvalidOperationException(Said());
        await PlannedAsync(cancellationToken);
        await HappenAsync(cancellationToken);
        while (_options.ToEnd && !IsOver())
            await PauseAsync(TimeSpan.FromSeconds(0.5), cancellationToken);
        var judged = await SettleAsync(cancellationToken);
        foreach (var node in _nodes)
            await node.TerminateAsync();
        return await JudgeAsync(judged, cancellationToken);
    }

    private ServedNode Node(string name)
    {
        IReadOnlyList<string> arguments = ["serve", "--rehearse", .. _options.Day, "--into", Place];
        SeverableLink? link = null;
        if (_options.Nodes > 1)
            _links.Add(link = new SeverableLink(_options.Database!.Value.Port));
        return new ServedNode(
            name,
            () =>
            {
                var start = _options.Program(_options.Folder, arguments);
                foreach (var (variable, value) in _options.Variables)
                    start.Environment[variable] = value;
                start.Environment["DAILY_LIMIT"] = _options.DailyLimit.Amount.ToString(CultureInfo.InvariantCulture);
                if (link is not null)
                {
                    start.Environment["QUEUE"] = "postgres";
                    start.Environment["NODE_NAME"] = name;
                    start.Environment["DATABASE_URL"] = _options.Database!.Value.Address.Replace(
                        $":{_options.Database.Value.Port}/",
                        $":{link.Port}/",
                        StringComparison.Ordinal
                    );
                }
                return start;
            },
            Path.Combine(_options.Folder, $"{name}.log")
        );
    }

    /// <summary>Each to a node to which nothing else happens now; those of several nodes overlap.</summary>
    private async Task HappenAsync(CancellationToken cancellationToken)
    {
        var busy = new Task[_nodes.Count];
        Array.Fill(busy, Task.CompletedTask);
        var isLookDue = _options.UntilLook;
        for (var number = 1; number <= _options.Incidents && (_options.AfterLastRace || !IsOver()); number++)
        {
            if (isLookDue && _folder.Now > LastOff() - LastHour)
            {
                await Task.WhenAll(busy);
                await LookAsync(cancellationToken);
                isLookDue = false;
            }
            var next = Incident.Next(_options.Random, _nodes.Count, _options.RestartDatabase is not null);
            _counts[next.Kind] = _counts.GetValueOrDefault(next.Kind) + 1;
            if (_nodes.Count > 1)
                await PauseAsync(_options.LongestGap * next.Gap, cancellationToken);
            // A database that is away is away for all.
            await (next.Kind == IncidentKind.Database ? Task.WhenAll(busy) : busy[next.Node]);
            _options.Say?.Invoke(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{number} {ParisTime.ToParis(_folder.Now):HH:mm:ss} {next.Kind.ToString().ToLowerInvariant()} {_nodes[next.Node].Name}{(next.IsEarly ? " early" : "")}"
                )
            );
            var happens = HappenAsync(next, cancellationToken);
            if (next.Kind == IncidentKind.Database)
                await happens;
            else
                busy[next.Node] = happens;
        }
        await Task.WhenAll(busy);
        // The last life may have ended by itself before it answered.
        foreach (var node in _nodes)
            await NodeWatch.AnswersAsync(node, cancellationToken);
        await Task.WhenAll(_watches);
        if (isLookDue)
            await LookAsync(cancellationToken);
    }

    /// <summary>Nothing happens until a look is made that falls due from now on.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var node in _nodes)
            await NodeWatch.AnswersAsync(node, cancellationToken);
        var from = _folder.Now;
        _options.Say?.Invoke(string.Create(CultureInfo.InvariantCulture, $"left alone from {ParisTime.ToParis(from):HH:mm:ss}"));
        while (!IsOver() && !await IsLookedAsync(from, cancellationToken))
            await PauseAsync(TimeSpan.FromSeconds(0.5), cancellationToken);
    }

    private async Task HappenAsync(Incident incident, CancellationToken cancellationToken)
    {
        var node = _nodes[incident.Node];
        var absence = _options.LongestAbsence * incident.Absence;
        switch (incident.Kind)
        {
            case IncidentKind.Kill:
                await LiveAsync(node, incident, cancellationToken);
                await node.KillAsync();
                if (_nodes.Count > 1)
                    await PauseAsync(absence / 3, cancellationToken);
                break;
            case IncidentKind.Stop:
                await node.StopAsync();
                await PauseAsync(absence, cancellationToken);
                await node.ContinueAsync();
                break;
            case IncidentKind.Cut:
                _links[incident.Node].Cut();
                await PauseAsync(absence, cancellationToken);
                _links[incident.Node].Mend();
                break;
            default:
                await _options.RestartDatabase!(absence / 3);
                break;
        }
        // Only its own: another incident may have killed another node, and starts it.
        IEnumerable<ServedNode> hit = incident.Kind == IncidentKind.Database ? _nodes : [node];
        await Task.WhenAll(hit.Where(one => !one.IsRunning).Select(one => RestartAsync(one, incident, cancellationToken)));
    }

    /// <summary>A moment of its start, or one in which it works.</summary>
    private async Task LiveAsync(ServedNode node, Incident incident, CancellationToken cancellationToken)
    {
        if (incident.IsEarly && !node.Answers.IsCompleted)
        {
            _early++;
            await PauseAsync(_watch.LastStart * incident.Gap, cancellationToken);
            return;
        }
        await NodeWatch.AnswersAsync(node, cancellationToken);
        if (_nodes.Count == 1)
            await PauseAsync(_options.LongestLife * incident.Gap, cancellationToken);
    }

    private async Task RestartAsync(ServedNode node, Incident incident, CancellationToken cancellationToken)
    {
        node.Start();
        // One that is to be killed early cannot be waited for.
        if (_nodes.Count == 1)
        {
            _watches.Add(_watch.WatchAsync(node, cancellationToken));
            return;
        }
        if (incident is { Kind: IncidentKind.Kill, IsEarly: true })
        {
            _early++;
            await PauseAsync(_watch.LastStart * incident.Gap, cancellationToken);
            await node.KillAsync();
            node.Start();
        }
        await _watch.WatchAsync(node, cancellationToken);
    }

    /// <summary>All nodes answer, plans that were interrupted are made, and what was due until then has its end.</summary>
    private async Task<DateTimeOffset> SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var node in _nodes)
            await NodeWatch.AnswersAsync(node, cancellationToken);
        var settled = Stopwatch.GetTimestamp();
        while (
            TaskCheck.Plans(await _options.Tasks(_folder, cancellationToken), _folder.Now).Any()
            && Stopwatch.GetElapsedTime(settled) < NodeWatch.LongestStart
        )
            await PauseAsync(TimeSpan.FromSeconds(0.2), cancellationToken);
        var now = _folder.Now;
        var since = Stopwatch.GetTimestamp();
        // Those under work too: a service that is stopped gives its work back, which would then be nobody's.
        while (
            TaskCheck.PastGrace(await _options.Tasks(_folder, cancellationToken), now).Any()
            && Stopwatch.GetElapsedTime(since) < _options.Within + _options.LongestAbsence
        )
            await PauseAsync(TimeSpan.FromSeconds(0.2), cancellationToken);
        return now;
    }

    private async Task<ChaosReport> JudgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tasks = await _options.Tasks(_folder, cancellationToken);
        var plan = _folder.Plan() ?? throw new InvalidOperationException(Said());
        foreach (var fault in TaskCheck.Lost(plan, tasks, now))
            _watch.Add(fault);
        foreach (var fault in TaskCheck.Doubled(_nodes.SelectMany(node => node.Ended)))
            _watch.Add(fault);
        foreach (var fault in new FileCheck(_folder, _options.DailyLimit).Faults(tasks))
            _watch.Add(fault);
        return new ChaosReport
        {
            Date = _folder.Date,
            Incidents = _counts,
            Early = _early,
            Looks = [.. tasks.Where(task => task.Task.Kind.IsPhase())],
            Tasks = tasks.Count,
            Tickets = [.. plan.Races.SelectMany(race => _folder.Read<TicketSheet>(ArtifactPaths.Tickets(race.Id))?.Tickets ?? [])],
            Settled = plan.Races.Count(race => _folder.Read<RaceSettlements>(ArtifactPaths.Settlement(race.Id)) is not null),
            Righted = _watch.Righted,
            Faults = _watch.Faults,
        };
    }

    private async Task PlannedAsync(CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (_folder.Plan() is null)
        {
            if (Stopwatch.GetElapsedTime(since) > NodeWatch.LongestStart)
                throw new InvalidOperationException(Said());
            await PauseAsync(TimeSpan.FromSeconds(0.1), cancellationToken);
        }
    }

    private async Task<bool> IsLookedAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
        (await _options.Tasks(_folder, cancellationToken)).Any(task =>
            task.Task.Kind.IsPhase() && task.Task.DueAt >= from && task.End is { IsDone: true }
        );

    private bool IsOver() => _folder.Plan() is not null && _folder.Now > LastOff() + AfterLastOff;

    private DateTimeOffset LastOff() => _folder.Plan()!.Races.Max(race => race.Off);

    private string Said() => string.Join('\n', _nodes.SelectMany(node => node.Said));

    private static Task PauseAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time, TimeProvider.System, cancellationToken);
}
