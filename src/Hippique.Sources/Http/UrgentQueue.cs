namespace Hippique.Sources.Http;

/// <summary>One at a time: the most urgent of those that wait comes next, of equal ones whoever came first. An urgency that was raised meanwhile counts as it then is.</summary>
/// <param name="inherits">Whoever has the turn becomes as urgent as those that wait for it: its own requests are what they wait for.</param>
internal sealed class UrgentQueue(bool inherits = false)
{
    private readonly Lock _gate = new();
    private readonly List<Place> _waiting = [];
    private Place? _current;
    private long _came;

    /// <summary>Waits until it is this one's turn, which lasts until <see cref="Leave"/>.</summary>
    public async Task<Place> EnterAsync(Urgency urgency, CancellationToken cancellationToken)
    {
        Place place;
        lock (_gate)
        {
            place = new Place(urgency, _came++);
            if (_current is null)
            {
                _current = place;
                return place;
            }
            Wait(place);
        }
        await TurnAsync(place, cancellationToken).ConfigureAwait(false);
        return place;
    }

    /// <summary>Whether somebody more urgent waits.</summary>
    public bool IsOvertaken(Place place)
    {
        lock (_gate)
            return IsOvertakenBy(place, Next());
    }

    /// <summary>Lets whoever is more urgent go first and waits for the turn again, at the place that it had among its equals; false if nobody is.</summary>
    public async Task<bool> YieldAsync(Place place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!IsOvertakenBy(place, Next()))
                return false;
            Wait(place);
            Pass();
        }
        await TurnAsync(place, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The next one's turn; nothing where it is not this one's.</summary>
    public void Leave(Place place)
    {
        lock (_gate)
        {
            if (_current == place)
                Pass();
        }
    }

    private async Task TurnAsync(Place place, CancellationToken cancellationToken)
    {
        var gone = cancellationToken.Register(() =>
        {
            lock (_gate)
            {
                if (!_waiting.Remove(place))
                    return;
            }
            place.Turn.TrySetCanceled(cancellationToken);
        });
        await using (gone.ConfigureAwait(false))
            await place.Turn.Task.ConfigureAwait(false);
    }

    // The rest under the gate.
    private void Wait(Place place)
    {
        place.Turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(place);
        if (inherits)
            _current?.Urgency.Raise(place.Urgency.Level);
    }

    private void Pass()
    {
        _current = Next();
        if (_current is null)
            return;
        _waiting.Remove(_current);
        _current.Turn.TrySetResult();
    }

    private Place? Next() => _waiting.OrderByDescending(place => place.Urgency.Level).ThenBy(place => place.Came).FirstOrDefault();

    private static bool IsOvertakenBy(Place place, Place? next) => next is not null && next.Urgency.Level > place.Urgency.Level;

    /// <summary>One that waits or whose turn it is.</summary>
    public sealed class Place(Urgency urgency, long came)
    {
        public Urgency Urgency => urgency;
        public long Came => came;

        /// <summary>Done when its turn has come.</summary>
        public TaskCompletionSource Turn { get; set; } = new();
    }
}
