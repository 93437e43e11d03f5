using System.Collections.ObjectModel;
using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>
/// PMU's programme API live, both pools. What a race is stands in the day's programme, what its horses are worth in the participants: a look takes a request for each pool, and
/// one for the programme where the last is older than five minutes, for all races together.
/// </summary>
public sealed class PmuSource(PoliteClient client, SourceHttpOptions options, TimeProvider clock, IClockActivity activity) : IRaceSource
{
    private static readonly TimeSpan ProgrammeAge = TimeSpan.FromMinutes(5);
    private readonly PmuApi _api = new(client, options);
    private readonly DayCache _days = new(clock, activity);

    public string Name => PmuSite.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
        await DayAsync(date, clock.GetUtcNow(), TimeSpan.Zero, null, cancellationToken).ConfigureAwait(false) switch
        {
            SourceAnswer<PmuProgramme>.Found { Value: var day } => new SourceAnswer<Programme>.Found(
                new Programme(date, [.. day.Races.Select(race => race.ToLine())], day.Refused) { At = day.At }
            ),
            var refused => new SourceAnswer<Programme>.Refused(ErrorOf(refused)),
        };

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
    {
        var off = query.PlannedAt + query.Phase.BeforeOff();
        // A look on request can come long before its time.
        var now = clock.GetUtcNow();
        var found = await RaceOfAsync(query.Link, query.PlannedAt < now ? query.PlannedAt : now, off, cancellationToken)
            .ConfigureAwait(false);
        if (found is not SourceAnswer<(PmuRace, DateTimeOffset?)>.Found { Value: var (race, stated) })
            return new SourceAnswer<RaceView>.Refused(ErrorOf(found));
        var internet = await _api.ParticipantsAsync(race.Id, Pool.PmuInternet, off, cancellationToken).ConfigureAwait(false);
        var national = await _api.ParticipantsAsync(race.Id, Pool.PmuNational, off, cancellationToken).ConfigureAwait(false);
        var answers = new[] { internet, national };
        var views = answers.OfType<SourceAnswer<PmuParticipants>.Found>().Select(answer => answer.Value).ToArray();
        // One pool is enough for a card; the other's absence is said.
        if (views.Length == 0)
            return new SourceAnswer<RaceView>.Refused(ErrorOf(internet));
        var notes = answers.OfType<SourceAnswer<PmuParticipants>.Refused>().Select(answer => answer.Error.ToString());
        var pools = views.Select(view => view.Live with { Offers = race.OffersOf(view.Live.Pool) }).DistinctBy(pool => pool.Pool);
        return new SourceAnswer<RaceView>.Found(
            new RaceView(Card(race, views[0].Runners), [.. pools], [.. notes]) { RaceAt = stated, RunnersAt = views[0].At }
        );
    }

    public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken)
    {
        var found = await RaceOfAsync(link, clock.GetUtcNow(), null, cancellationToken).ConfigureAwait(false);
        if (found is not SourceAnswer<(PmuRace, DateTimeOffset?)>.Found { Value: var (race, _) })
            return new SourceAnswer<RaceResult>.Refused(ErrorOf(found));
        if (race.Arrival.Count == 0)
            return NoResult(link, race.Cancelled ? "the race was called off" : "PMU has no arrival yet");
        var internet = await _api.DividendsAsync(race.Id, Pool.PmuInternet, cancellationToken).ConfigureAwait(false);
        if (internet is not SourceAnswer<PmuDividends>.Found { Value: var dividends })
            return new SourceAnswer<RaceResult>.Refused(ErrorOf(internet));
        var national = await _api.DividendsAsync(race.Id, Pool.PmuNational, cancellationToken).ConfigureAwait(false);
        var after = await AfterAsync(race, Pool.PmuInternet, cancellationToken).ConfigureAwait(false);
        var afterNational = await AfterAsync(race, Pool.PmuNational, cancellationToken).ConfigureAwait(false);
        return new SourceAnswer<RaceResult>.Found(
            new RaceResult
            {
                Id = race.Id,
                Pool = dividends.Pool,
                Official = race.ArrivalOfficial,
                Arrival = race.Arrival,
                NonRunners = [.. (after?.Runners ?? []).Where(runner => runner.NonRunner).Select(runner => runner.Number)],
                Dividends = dividends.Dividends,
                Refunded = dividends.Refunded,
                Close = Close(dividends.Pool),
                Times = after?.Times ?? ReadOnlyDictionary<int, double>.Empty,
                Others =
                    national is SourceAnswer<PmuDividends>.Found { Value: var others } && others.Pool != dividends.Pool
                        ? [new PoolResult(others.Pool, others.Dividends, Close(others.Pool)) { Refunded = others.Refunded }]
                        : [],
            }
        );

        // What was stamped before the off is no close.
        IReadOnlyList<WinPrice> Close(Pool pool) =>
            new[] { after, afterNational }.FirstOrDefault(view => view?.Live.Pool == pool && view.Live.At >= race.Off)?.Live.Win ?? [];
    }

    public bool HasClose => PmuSite.Descriptor.Offers.HasFlag(SourceOffers.Close);

    public bool NeedsProgramme => PmuSite.Descriptor.NeedsProgramme;

    /// <summary>Both pools, a request each; the programme is not asked for.</summary>
    public async Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken)
    {
        var race = new RaceId(link.Date, link.Code);
        var internet = await _api.ParticipantsAsync(race, Pool.PmuInternet, null, cancellationToken).ConfigureAwait(false);
        var national = await _api.ParticipantsAsync(race, Pool.PmuNational, null, cancellationToken).ConfigureAwait(false);
        var answers = new[] { internet, national };
        var views = answers.OfType<SourceAnswer<PmuParticipants>.Found>().Select(answer => answer.Value).ToArray();
        if (views.Length == 0)
            return new SourceAnswer<RaceClose>.Refused(ErrorOf(internet));
        return new SourceAnswer<RaceClose>.Found(
            new RaceClose(
                [.. views.Select(view => view.Live).DistinctBy(pool => pool.Pool)],
                [.. views[0].Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number).Order()],
                [.. answers.OfType<SourceAnswer<PmuParticipants>.Refused>().Select(answer => answer.Error.ToString())]
            )
        );
    }

    /// <summary>The participants as they stand after the race, with non-runners, times and the last prices; null where they are refused, which costs the result nothing else.</summary>
    private async Task<PmuParticipants?> AfterAsync(PmuRace race, Pool pool, CancellationToken cancellationToken) =>
        await _api.ParticipantsAsync(race.Id, pool, null, cancellationToken).ConfigureAwait(false)
            is SourceAnswer<PmuParticipants>.Found { Value: var view }
            ? view
            : null;

    /// <summary>What the programme says of the race, and when PMU stated it.</summary>
    private async Task<SourceAnswer<(PmuRace Race, DateTimeOffset? At)>> RaceOfAsync(
        RaceLink link,
        DateTimeOffset moment,
        DateTimeOffset? off,
        CancellationToken cancellationToken
    )
    {
        var day = await DayAsync(link.Date, moment, ProgrammeAge, off, cancellationToken).ConfigureAwait(false);
        if (day is not SourceAnswer<PmuProgramme>.Found { Value: var programme })
            return new SourceAnswer<(PmuRace, DateTimeOffset?)>.Refused(ErrorOf(day));
        return programme.Races.FirstOrDefault(race => race.Id.Code == link.Code) is { } found
            ? new SourceAnswer<(PmuRace, DateTimeOffset?)>.Found((found, programme.At))
            : new SourceAnswer<(PmuRace, DateTimeOffset?)>.Refused(
                PmuDocument.Error(SourceErrorKind.NotFound, link.Url, $"PMU's programme of that day has no race {link.Code}")
            );
    }

    private Task<SourceAnswer<PmuProgramme>> DayAsync(
        DateOnly date,
        DateTimeOffset moment,
        TimeSpan age,
        DateTimeOffset? off,
        CancellationToken cancellationToken
    ) => _days.GetAsync(date, moment, age, () => _api.ProgrammeAsync(date, off, cancellationToken), cancellationToken);

    private static RaceCard Card(PmuRace race, IReadOnlyList<Runner> runners) =>
        new()
        {
            Id = race.Id,
            Meeting = race.Meeting,
            Country = race.Country,
            Name = race.Name,
            Off = race.Off,
            Discipline = race.Discipline,
            DistanceMetres = race.DistanceMetres,
            Going = race.Going,
            Cancelled = race.Cancelled,
            Runners = runners,
        };

    private static SourceAnswer<RaceResult> NoResult(RaceLink link, string missing) =>
        new SourceAnswer<RaceResult>.Refused(PmuDocument.Error(SourceErrorKind.NoResultYet, link.Url, missing));

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;
}
