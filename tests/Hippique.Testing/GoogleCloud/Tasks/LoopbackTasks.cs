using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Tasks;

/// <summary>
/// Cloud Tasks (REST v2; v2beta3 answers the same) at a loopback address: queues and tasks by the documented rules. What falls due on the given clock is called over HTTP. Not here:
/// App Engine tasks, the rate of a queue (every due task is called at once, up to the queue's concurrency), and rights of single resources.
/// </summary>
public sealed partial class LoopbackTasks : LoopbackRest, IDisposable
{
    private const string QueueList = "projects/*/locations/*/queues";
    private const string OneQueue = QueueList + "/*";
    private const string TaskList = OneQueue + "/tasks";
    private const string OneTask = TaskList + "/*";

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Alarm _alarm;
    private readonly SortedDictionary<string, LoopbackQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _deletedQueues = new(StringComparer.Ordinal);

    public LoopbackTasks(TimeProvider clock)
    {
        _clock = clock;
        _alarm = new Alarm(clock, Dispatch);
        Caller = new LoopbackCaller(clock);
    }

    /// <summary>How long the name of a task that was delivered or deleted cannot be used again.</summary>
    public TimeSpan NamesReservedFor { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long that of a deleted queue cannot.</summary>
    public TimeSpan QueuesReservedFor { get; set; } = TimeSpan.FromDays(3);

    protected override IReadOnlyList<string> Paths =>
        ["/v2/projects/{project}/locations/{**rest}", "/v2beta3/projects/{project}/locations/{**rest}"];

    /// <summary>Makes a queue without a request.</summary>
    /// <param name="name"><c>projects/…/locations/…/queues/…</c>.</param>
    /// <param name="settings">As in <c>queues.create</c>.</param>
    public void AddQueue(string name, JsonObject? settings = null)
    {
        lock (_gate)
            _queues[name] = new LoopbackQueue(QueueReader.Complete(name, settings ?? []));
    }

    /// <summary>The ids of all tasks that wait or are being delivered.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (_gate)
                return [.. _queues.Values.SelectMany(queue => queue.Tasks.Values.Select(task => task.Id))];
        }
    }

    /// <summary>When the next delivery begins; null: none waits.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
                return _queues.Values.Where(queue => !queue.Paused).Min(queue => queue.Tasks.Values.Min(task => task.Next));
        }
    }

    public void Dispose()
    {
        _alarm.Dispose();
        Caller.Dispose();
    }

    protected override JsonObject Answer(LoopbackRequest request)
    {
        var path = ResourcePath.Parse(request.Path);
        lock (_gate)
        {
            var answer = (request.Method, path.Shape, path.Verb) switch
            {
                ("POST", TaskList, "") => Create(request, path.Parent),
                ("GET", TaskList, "") => List(request, path.Parent),
                ("GET", OneTask, "") => Get(request, path),
                ("DELETE", OneTask, "") => Delete(request, path),
                ("POST", OneTask, "run") => Run(request, path),
                ("POST", QueueList, "") => CreateQueue(request, path.Parent),
                ("GET", QueueList, "") => ListQueues(request, path.Parent),
                ("GET", OneQueue, "") => QueueOf(request, "cloudtasks.queues.get", path.Name).Write(),
                ("PATCH", OneQueue, "") => PatchQueue(request, path.Name),
                ("DELETE", OneQueue, "") => DeleteQueue(request, path.Name),
                ("POST", OneQueue, "pause") => Switch(request, "cloudtasks.queues.pause", path.Name, paused: true),
                ("POST", OneQueue, "resume") => Switch(request, "cloudtasks.queues.resume", path.Name, paused: false),
                ("POST", OneQueue, "purge") => Purge(request, path.Name),
                _ => throw GoogleStatusException.NotFound("Method not found."),
            };
            Arm();
            return answer;
        }
    }

    private JsonObject Create(LoopbackRequest request, string name)
    {
        var queue = QueueOf(request, "cloudtasks.tasks.create", name);
        var now = _clock.GetUtcNow();
        var task = TaskReader.Read(request.Body, name, now);
        var full = IsFull(request.Body!["responseView"]?.ToString());
        if (queue.Tasks.ContainsKey(task.Name))
            throw GoogleStatusException.Exists();
        if (queue.IsReserved(task.Name, now))
            throw GoogleStatusException.Exists("The task cannot be created because a task with this name existed too recently.");
        task.Next = task.Schedule + DispatchDelay;
        queue.Tasks[task.Name] = task;
        return task.Write(full);
    }

    private JsonObject List(LoopbackRequest request, string name)
    {
        var queue = QueueOf(request, "cloudtasks.tasks.list", name, "pageSize", "pageToken", "responseView");
        var full = IsFull(request.Asked("responseView"));
        return Pages.Of(
            request,
            "tasks",
            name,
            [.. queue.Tasks.Select(pair => (pair.Key, pair.Value.Write(full)))],
            1000,
            tooLargeIsInvalid: true
        );
    }

    private JsonObject Get(LoopbackRequest request, ResourcePath path)
    {
        return TaskOf(QueueOf(request, "cloudtasks.tasks.get", path.Owner, "responseView"), path.Name)
            .Write(IsFull(request.Asked("responseView")));
    }

    private JsonObject Delete(LoopbackRequest request, ResourcePath path)
    {
        var queue = QueueOf(request, "cloudtasks.tasks.delete", path.Owner);
        queue.Remove(TaskOf(queue, path.Name).Name, _clock.GetUtcNow() + NamesReservedFor);
        return [];
    }

    /// <summary>At once, also in a queue that is paused.</summary>
    private JsonObject Run(LoopbackRequest request, ResourcePath path)
    {
        var queue = QueueOf(request, "cloudtasks.tasks.run", path.Owner);
        var task = TaskOf(queue, path.Name);
        var full = IsFull(request.Body?["responseView"]?.ToString());
        task.Schedule = _clock.GetUtcNow();
        Deliver(queue, task);
        return task.Write(full);
    }

    private LoopbackQueue QueueOf(LoopbackRequest request, string permission, string name, params IReadOnlyList<string> query)
    {
        Proto.Query(request, query);
        Require(permission);
        return _queues.TryGetValue(name, out var queue) ? queue : throw GoogleStatusException.NotFound("Queue does not exist.");
    }

    private static LoopbackTask TaskOf(LoopbackQueue queue, string name) =>
        queue.Tasks.TryGetValue(name, out var task) ? task : throw GoogleStatusException.NotFound();

    private bool IsFull(string? view)
    {
        var full = Proto.Enum(view, "response_view", "VIEW_UNSPECIFIED", "BASIC", "FULL") == "FULL";
        if (full)
            Require("cloudtasks.tasks.fullView");
        return full;
    }
}
