namespace Hippique.Orchestration.Exposure;

/// <summary>The days that a replay has run: a replay of several days remembers its own, and nothing of <c>DATA_DIR</c>. Used by one replay, a day after the other.</summary>
internal sealed class ReplayedBettingHistory : IBettingHistory
{
    private readonly List<BettingDay> _days = [];

    public void Add(BettingDay day) => _days.Add(day);

    public Task<IReadOnlyList<BettingDay>> BeforeAsync(DateOnly date, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BettingDay>>([.. _days.Where(day => day.Date < date).OrderByDescending(day => day.Date)]);
}
