namespace Hippique.Orchestration.Tasks;

/// <summary>The handlers by the kinds that they carry out.</summary>
public sealed class TaskHandlers
{
    private readonly Dictionary<TaskKind, ITaskHandler> _byKind = [];

    /// <exception cref="ArgumentException">Two handlers carry out one kind.</exception>
    public TaskHandlers(IEnumerable<ITaskHandler> handlers)
    {
        foreach (var handler in handlers)
        {
            foreach (var kind in handler.Kinds)
            {
                if (!_byKind.TryAdd(kind, handler))
                    throw new ArgumentException(
                        $"tasks of kind {kind} have two handlers: {_byKind[kind].GetType().Name} and {handler.GetType().Name}"
                    );
            }
        }
    }

    /// <exception cref="InvalidOperationException">No handler carries out that kind.</exception>
    public ITaskHandler Of(PlannedTask task) =>
        _byKind.TryGetValue(task.Kind, out var handler)
            ? handler
            : throw new InvalidOperationException($"{task.Name}: no handler carries out a task of kind {task.Kind}");
}
