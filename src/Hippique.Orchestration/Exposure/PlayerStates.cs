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
        var days = await past.BeforeAsync(date, cancellationToken).ConfigureAwait(false);
        var planned = await plans.FindAsync(card.Id, cancellationToken).ConfigureAwait(false);
        var lost = allowed.HasLoss ? await money.LostAsync(date, others, cancellationToken).ConfigureAwait(false) : Euro.Zero;
        return Of(card, planned?.Meeting ?? card.Meeting, others, days, new PlayerLimits(allowed, lost, settings.ExoticsPaused));
    }

    /// <summary>The same from bets that are known, of the user or of a shadow book.</summary>
    /// <param name="card">The race, as it was seen at H-5.</param>
    /// <param name="meeting">As the plan names it.</param>
    /// <param name="others">Races of the day with something at stake, without this one.</param>
    /// <param name="days">Earlier days, the latest first.</param>
    /// <param name="limits">What the user decided, and what the day has lost.</param>
    internal static PlayerState Of(
        RaceCard card,
        string meeting,
        IReadOnlyList<PlayedRace> others,
        IReadOnlyList<BettingDay> days,
        PlayerLimits limits
    )
    {
        var allowed = limits.Allowed;
        var date = card.Id.Date;
        var earlier = others.Where(race => race.Off < card.Off).ToList();
        var counted = allowed.IsNone ? earlier : others;
        var racecourse = Names.Racecourse(meeting);
        var staked = Sum(counted.Select(race => race.Staked));
        var week = WeekOf(date, days);
        return new PlayerState
        {
            ClosingLineValues = [.. days.SelectMany(day => day.ClosingLineValues).Take(ClosingLineValuesKept)],
            ExoticsPaused = limits.ExoticsPaused,
            DayExpectedProfit = earlier.Sum(race => race.Totals.ExpectedProfit),
            DayVariance = earlier.Sum(race => race.Totals.Variance),
            DayStaked = staked,
            WeekStaked = staked + Sum(week.Select(day => day.Staked)),
            DailyLimit = allowed.Daily,
            WeeklyLimit = allowed.Weekly,
            DayLoss = allowed.HasLoss ? limits.DayLost : null,
            WeekLoss = allowed.HasLoss ? limits.DayLost + Sum(week.Select(day => day.Lost)) : null,
            DailyLossLimit = allowed.DailyLoss,
            WeeklyLossLimit = allowed.WeeklyLoss,
            PlayedAtRacecourse = earlier.Count(race => race.Racecourse == racecourse),
        };
    }

    /// <summary>The six days before <paramref name="date"/>.</summary>
    internal static IReadOnlyList<BettingDay> WeekOf(DateOnly date, IReadOnlyList<BettingDay> days) =>
        [.. days.Where(day => day.Date > date.AddDays(-WeekDays))];

    internal static Euro Sum(IEnumerable<Euro> amounts) => new(amounts.Sum(amount => amount.Amount));
}

/// <summary>What limits the bets of a day.</summary>
/// <param name="Allowed">The limits that hold.</param>
/// <param name="DayLost">By the day's bets so far, open ones counted as lost.</param>
/// <param name="ExoticsPaused">No combined bets for now.</param>
internal sealed record PlayerLimits(PlayLimits Allowed, Euro DayLost, bool ExoticsPaused);
