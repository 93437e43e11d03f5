namespace Hippique.Sources.Http;

/// <summary>The urgency of one request. It is raised when somebody more urgent needs the same answer: else an H-5 would wait for a programme that lets every H-30 go first.</summary>
public sealed class Urgency(RequestUrgency level)
{
    private int _level = (int)level;

    public RequestUrgency Level => (RequestUrgency)Volatile.Read(ref _level);

    /// <summary>To <paramref name="level"/>, if it is below.</summary>
    public void Raise(RequestUrgency level)
    {
        var known = Volatile.Read(ref _level);
        while (known < (int)level)
        {
            var before = Interlocked.CompareExchange(ref _level, (int)level, known);
            if (before == known)
                return;
            known = before;
        }
    }
}
