namespace Hippique.Orchestration.Tasks;

/// <summary>Whether the queue of this process wakes tasks. Whoever opens and closes it says so here.</summary>
public sealed class QueueStatus
{
    /// <summary>An open queue looks after itself every 30 seconds; one that has not for so long hangs.</summary>
    public static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(5);

    private volatile bool _isOpen;
    private volatile bool _wasOpen;
    private volatile bool _looksAfterItself;
    private long _worked;

    /// <summary>Tasks are woken from now on.</summary>
    public void Open()
    {
        Works();
        _looksAfterItself = true;
        _isOpen = _wasOpen = true;
    }

    /// <summary>Tasks are woken from outside from now on, by calls; nothing runs between them that could hang.</summary>
    public void OpenForCalls() => _isOpen = _wasOpen = true;

    /// <summary>The service stops.</summary>
    public void Close() => _isOpen = false;

    /// <summary>The queue has just looked after itself.</summary>
    public void Works() => Interlocked.Exchange(ref _worked, TimeProvider.System.GetTimestamp());

    public bool IsOpen => _isOpen;

    /// <summary>It was open and is not any more.</summary>
    public bool IsClosed => _wasOpen && !_isOpen;

    /// <summary>On the machine's clock: whether threads go on has nothing to do with the clock of the races.</summary>
    public bool Hangs => _isOpen && _looksAfterItself && TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _worked)) > HangsAfter;
}
