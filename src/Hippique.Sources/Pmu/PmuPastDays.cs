using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Pmu;

/// <summary>
/// PMU's programme API on days that are over, the internet pool alone: the programme, and for each race its participants, official dividends and last stakes, in five requests at most. Every
/// request is <see cref="RequestUrgency.PastDays"/>.
/// </summary>
/// <param name="client">The way to the API.</param>
/// <param name="options">How it is asked.</param>
/// <param name="store">Where first real answers are kept; null: nowhere.</param>
/// <param name="unread">Told of each answer of which nothing could be read; null: nobody.</param>
public sealed class PmuPastDays(PoliteClient client, SourceHttpOptions options, ISourceStore? store = null, IUnreadAnswers? unread = null)
{
    private const RequestUrgency Urgency = RequestUrgency.PastDays;

    /// <summary>Once so many races in a row had no list of every stake, no further one is asked for it by this object.</summary>
    private const int MostSilences = 5;

    private static readonly PmuAsking Asking = new(null, Urgency);
    private readonly PmuApi _api = new(client, options, store, unread);
    private int _silences;

    public Task<SourceAnswer<PmuProgramme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
        _api.ProgrammeAsync(date, null, new Urgency(Urgency), cancellationToken);

    /// <summary>Refused if PMU could not be asked to the end, or if its runners cannot be read.</summary>
    /// <param name="race">Of the programme.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<SourceAnswer<PmuPastAnswer>> RaceAsync(PmuRace race, CancellationToken cancellationToken)
    {
        if (PmuEnd.IsCalledOff(race))
            return LeftOut(Problem.Of($"the race was called off"));
        if (!PmuEnd.CanHaveEnded(race))
            return race.Arrival.Unread is { } unread ? LeftOut(unread) : Found(new PmuPastAnswer.NoResultYet());
        var asked = race.Id with { Code = race.AskedAs };
        var participants = await _api.ParticipantsAsync(asked, Pool.PmuInternet, null, Urgency, cancellationToken).ConfigureAwait(false);
        if (participants is not SourceAnswer<PmuParticipants>.Found { Value: var runners })
            return Refused(ErrorOf(participants));
        var dividends = await _api.DividendsAsync(asked, Pool.PmuInternet, Urgency, cancellationToken).ConfigureAwait(false);
        if (dividends is SourceAnswer<PmuDividends>.Refused { Error: var refused } && IsOfTheMoment(refused))
            return Refused(refused);
        var seen = new PmuPoolsSeen([.. runners.Runners.Select(runner => runner.Number)]);
        if (race.HasInternetSingles && await StakesAsync(asked, seen, cancellationToken).ConfigureAwait(false) is { } interrupted)
            return Refused(interrupted);
        string[] cut = race.Arrival.Unread is { } unreadArrival ? [unreadArrival.ToString()] : [];
        return Found(
            new PmuPastAnswer.Read(
                new PmuPastRace
                {
                    Race = race,
                    Runners = runners,
                    Dividends = dividends is SourceAnswer<PmuDividends>.Found { Value: { Pool: Pool.PmuInternet, Dividends: var paid } }
                        ? paid
                        : [],
                    Stakes = seen.StakesIn(Pool.PmuInternet),
                    Notes = [.. cut, .. runners.Notes, .. Notes(dividends), .. seen.Notes],
                }
            )
        );
    }

    /// <summary>
    /// The most backed combinations with the totals, which PMU keeps; where singles are cut off, the list of every runner's stake, if there still is one.
    /// </summary>
    /// <returns>Why PMU could not be asked to the end; null: it could.</returns>
    private async Task<SourceError?> StakesAsync(RaceId asked, PmuPoolsSeen seen, CancellationToken cancellationToken)
    {
        if (await AskAsync(_api.CombinationsAsync, seen.Add).ConfigureAwait(false) is { } first)
            return first;
        if (seen.HasStakes && await AskAsync(_api.TotalsAsync, seen.Add).ConfigureAwait(false) is { } second)
            return second;
        if ((seen.HasSingles && !seen.StakesIn(Pool.PmuInternet).Any(IsCut)) || _silences >= MostSilences)
            return null;
        var found = false;
        var third = await AskAsync<PmuMoney>(
                _api.CitationsAsync,
                money =>
                {
                    found = money.Of(Pool.PmuInternet).Count > 0;
                    seen.Replace(money);
                }
            )
            .ConfigureAwait(false);
        if (third is null)
            _silences = found ? 0 : _silences + 1;
        return third;

        async Task<SourceError?> AskAsync<T>(Func<RaceId, PmuAsking, CancellationToken, Task<SourceAnswer<T>>> ask, Action<T> take)
        {
            switch (await ask(asked, Asking, cancellationToken).ConfigureAwait(false))
            {
                case SourceAnswer<T>.Found { Value: var value }:
                    take(value);
                    break;
                case SourceAnswer<T>.Refused { Error: var error } when IsOfTheMoment(error):
                    return error;
                case SourceAnswer<T>.Refused { Error: { Kind: not SourceErrorKind.NotFound } error }:
                    seen.Note(error.ToString());
                    break;
            }
            return null;
        }
    }

    /// <summary>Singles of which not every horse is listed.</summary>
    private static bool IsCut(BetStakes stakes) =>
        PmuBets.SizeOf(stakes.Bet) == 1
        && (stakes.Stakes.Count >= PmuCombinationsAnswer.Most || stakes.Total?.Amount > stakes.Stakes.Sum(stake => stake.Amount.Amount));

    private static IEnumerable<string> Notes(SourceAnswer<PmuDividends> answer) =>
        answer switch
        {
            SourceAnswer<PmuDividends>.Found { Value: var found } => found.Notes,
            SourceAnswer<PmuDividends>.Refused { Error: var error } => [error.ToString()],
            _ => [],
        };

    /// <summary>Nothing is said of the race: it is to be asked for again.</summary>
    private static bool IsOfTheMoment(SourceError error) => error.IsTransient || error.IsSourceWide;

    private static SourceAnswer<PmuPastAnswer> Found(PmuPastAnswer answer) => new SourceAnswer<PmuPastAnswer>.Found(answer);

    private static SourceAnswer<PmuPastAnswer> LeftOut(Problem why) => Found(new PmuPastAnswer.LeftOut(why));

    private static SourceAnswer<PmuPastAnswer> Refused(SourceError error) => new SourceAnswer<PmuPastAnswer>.Refused(error);

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;
}
