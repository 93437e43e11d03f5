using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;

namespace Hippique.Orchestration.Exposure;

/// <summary>Reads what the bets of a day and of the six before take of the limits.</summary>
public sealed class PlayUseReader(
    IArtifactStore store,
    PlanStore plans,
    IBettingHistory past,
    ILedger ledger,
    LedgerMode mode,
    PhaseSettings settings
)
{
    private readonly PlayedRaces _races = new(store, plans);

    /// <exception cref="ArtifactException">A file of the days cannot be read.</exception>
    public async Task<PlayUse> AtAsync(DateOnly date, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _races.Forget(date);
        var proposed = await _races.OfAsync(date, cancellationToken).ConfigureAwait(false);
        var money = new MoneyAtStake(ledger, mode, settings.Simulated);
        var races = await money.OfAsync(date, proposed, now, cancellationToken).ConfigureAwait(false);
        var staked = PlayerStates.Sum(races.Select(race => race.Staked));
        var lost = await money.LostAsync(date, races, cancellationToken).ConfigureAwait(false);
        var week = PlayerStates.WeekOf(date, await past.BeforeAsync(date, cancellationToken).ConfigureAwait(false));
        return new PlayUse(
            staked,
            staked + PlayerStates.Sum(week.Select(day => day.Staked)),
            lost,
            lost + PlayerStates.Sum(week.Select(day => day.Lost)),
            await mode.IsPaperAsync(settings.Simulated, cancellationToken).ConfigureAwait(false)
        );
    }
}
