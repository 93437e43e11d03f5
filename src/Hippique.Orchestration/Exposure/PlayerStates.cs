using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>
/// The player's stakes and settings when a race is analysed: from the tickets of the day and what the user said of them, the bets of earlier days and the settings.
/// </summary>
/// <remarks>
/// Tickets of races that start before this one count, so that the state does not depend on the order in which two races of the same minute are analysed. If the user has set a
/// limit of money, all tickets of the day count for the limit, so that two races of the same minute cannot exceed it together.
/// </remarks>
public sealed class PlayerStates(
    IArtifactStore store,
    PlanStore plans,
    IBettingHistory past,
    ILedger ledger,
    LedgerMode mode,
    IPlayLimits limits,
    PhaseSettings settings
)
{
    private const int WeekDays = 7;

    /// <summary>Number of bets that the guard on closing-line values uses.</summary>
    public const int ClosingLineValuesKept = 30;

    private readonly PlayedRaces _races = new(store, plans);

    /// <param name="card">The race, as it was seen at H-5.</param>
    /// <param name="seenAt">When that was.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ArtifactException">A file of the day cannot be read.</exception>
    public async Task<PlayerState> OfAsync(RaceCard card, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        var date = card.Id.Date;
        _races.Forget(date);
        var proposed = await _races.OfAsync(date, cancellationToken).ConfigureAwait(false);
        var allowed = await limits.AtAsync(seenAt, cancellationToken).ConfigureAwait(false);
        var money = new MoneyAtStake(ledger, mode, settings.Simulated);
        var others = await money
            .OfAsync(date, [.. proposed.Where(race => race.Race != card.Id)], seenAt, cancellationToken)
            .ConfigureAwait(false);
        var earlier = others.Where(race => race.Off < card.Off).ToList();
        var counted = allowed.IsNone ? earlier : others;
        var days = await past.BeforeAsync(date, cancellationToken).ConfigureAwait(false);
        var planned = await plans.FindAsync(card.Id, cancellationToken).ConfigureAwait(false);
        var racecourse = Names.Racecourse(planned?.Meeting ?? card.Meeting);
        var staked = Sum(counted.Select(race => race.Staked));
        Euro? lost = allowed.HasLoss ? await money.LostAsync(date, counted, cancellationToken).ConfigureAwait(false) : null;
        var week = days.Where(day => day.Date > date.AddDays(-WeekDays)).ToList();
        return new PlayerState
        {
            ClosingLineValues = [.. days.SelectMany(day => day.ClosingLineValues).Take(ClosingLineValuesKept)],
            ExoticsPaused = settings.ExoticsPaused,
            DayExpectedProfit = earlier.Sum(race => race.Totals.ExpectedProfit),
            DayVariance = earlier.Sum(race => race.Totals.Variance),
            DayStaked = staked,
            WeekStaked = staked + Sum(week.Select(day => day.Staked)),
            DailyLimit = allowed.Daily,
            WeeklyLimit = allowed.Weekly,
            DayLoss = lost,
            WeekLoss = lost is { } today ? today + Sum(week.Select(day => day.Lost)) : null,
            DailyLossLimit = allowed.DailyLoss,
            WeeklyLossLimit = allowed.WeeklyLoss,
            PlayedAtRacecourse = earlier.Count(race => race.Racecourse == racecourse),
        };
    }

    private static Euro Sum(IEnumerable<Euro> amounts) => new(amounts.Sum(amount => amount.Amount));
}
