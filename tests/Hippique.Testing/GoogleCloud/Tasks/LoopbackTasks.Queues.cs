using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Tasks;

/// <content>Queues.</content>
public sealed partial class LoopbackTasks
{
    private JsonObject CreateQueue(LoopbackRequest request, string location)
    {
        Require("cloudtasks.queues.create");
        Proto.Query(request);
        var settings = request.Body ?? throw GoogleStatusException.Invalid("Queue is required.");
        var name = Proto.Text(settings, "name") ?? throw GoogleStatusException.Invalid("Queue.name is required.");
        if (ResourcePath.Parse($"/v2/{name}") is not { Shape: OneQueue, Verb: "" } path || path.Owner != location)
            throw GoogleStatusException.Invalid($"The queue \"{name}\" is not in \"{location}\".");
        return NewQueue(name, settings).Write();
    }

    private LoopbackQueue NewQueue(string name, JsonObject settings)
    {
        QueueReader.Check(settings);
        if (_queues.ContainsKey(name))
            throw GoogleStatusException.Exists("Queue already exists");
        if (_deletedQueues.TryGetValue(name, out var until) && _clock.GetUtcNow() < until)
            throw GoogleStatusException.Failed("The queue cannot be created because a queue with this name existed too recently.");
        return _queues[name] = new LoopbackQueue(QueueReader.Complete(name, settings));
    }

    private JsonObject ListQueues(LoopbackRequest request, string location)
    {
        Require("cloudtasks.queues.list");
        Proto.Query(request, "pageSize", "pageToken", "filter");
        if (request.Asked("filter") is not null)
            throw new GoogleStatusException(501, "UNIMPLEMENTED", "Filters are not answered here.");
        var queues = _queues.Where(pair => pair.Key.StartsWith(location + "/", StringComparison.Ordinal));
        return Pages.Of(
            request,
            "queues",
            location,
            [.. queues.Select(pair => (pair.Key, pair.Value.Write()))],
            9800,
            tooLargeIsInvalid: false
        );
    }

    /// <summary>Makes the queue if it is not there.</summary>
    private JsonObject PatchQueue(LoopbackRequest request, string name)
    {
        Require("cloudtasks.queues.update");
        Proto.Query(request, "updateMask");
        var change = request.Body ?? throw GoogleStatusException.Invalid("Queue is required.");
        QueueReader.Check(change);
        if (!_queues.TryGetValue(name, out var queue))
            return NewQueue(name, change).Write();
        var next = FieldMask.Apply(queue.Settings, change, request.Asked("updateMask"), QueueReader.Changeable);
        queue.Settings = QueueReader.Complete(name, next);
        return queue.Write();
    }

    private JsonObject DeleteQueue(LoopbackRequest request, string name)
    {
        QueueOf(request, "cloudtasks.queues.delete", name);
        _queues.Remove(name);
        _deletedQueues[name] = _clock.GetUtcNow() + QueuesReservedFor;
        return [];
    }

    private JsonObject Switch(LoopbackRequest request, string permission, string name, bool paused)
    {
        var queue = QueueOf(request, permission, name);
        queue.Paused = paused;
        return queue.Write();
    }

    private JsonObject Purge(LoopbackRequest request, string name)
    {
        var queue = QueueOf(request, "cloudtasks.queues.purge", name);
        var now = _clock.GetUtcNow();
        foreach (var task in queue.Tasks.Keys.ToList())
            queue.Remove(task, now + NamesReservedFor);
        queue.Settings["purgeTime"] = Proto.Write(now);
        return queue.Write();
    }
}
