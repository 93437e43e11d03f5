namespace Hippique.Orchestration.Played;

/// <summary>The days that a replay has run: a replay of several days remembers its own, and nothing of <c>DATA_DIR</c>. Used by one replay, a day after the other.</summary>
internal sealed class ReplayedPlay : IPastPlay
{
    private readonly List<PlayedDay> _days = [];

    public void Add(PlayedDay day) => _days.Add(day);

    public Task<IReadOnlyList<PlayedDay>> BeforeAsync(DateOnly date, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PlayedDay>>([.. _days.Where(day => day.Date < date).OrderByDescending(day => day.Date)]);
}
