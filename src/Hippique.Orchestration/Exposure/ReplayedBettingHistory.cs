namespace Hippique.Orchestration.Exposure;

/// <summary>The days that a replay has run: a replay of several days uses its own bets and nothing of <c>DATA_DIR</c>. For one replay, which adds one day after another.</summary>
internal sealed class ReplayedBettingHistory : IBettingHistory
{
    private readonly List<BettingDay> _days = [];

    public void Add(BettingDay day) => _days.Add(day);

    public Task<IReadOnlyList<BettingDay>> BeforeAsync(DateOnly date, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BettingDay>>([.. _days.Where(day => day.Date < date).OrderByDescending(day => day.Date)]);
}
