using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// A recorded day as if it were happening: at each moment it shows what was in view then. Reference and closing prices are read here and nowhere else, and only to stand
/// in for a look that was not recorded; the result is given only once the clock is past the off.
/// </summary>
public sealed class RecordedSource : IRaceSource
{
    private readonly RecordedDay _day;
    private readonly TimeProvider _clock;
    private readonly IStakeTable _stakes;
    private readonly Dictionary<RaceCode, RecordedRace> _races;

    /// <param name="day">What was recorded.</param>
    /// <param name="clock">The moment that is shown.</param>
    /// <param name="stakes">Stakes of the bets, of which the recording has the names.</param>
    public RecordedSource(RecordedDay day, TimeProvider clock, IStakeTable stakes)
    {
        _day = day;
        _clock = clock;
        _stakes = stakes;
        _races = day.Races.ToDictionary(race => race.Card.Id.Code);
    }

    public string Name => RaceArchiveSite.Name;

    public bool CostsRequests => false;

    public Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (date != _day.Date)
            return Refuse<Programme>(SourceErrorKind.NotFound, Day(date), Problem.Of($"this is the recorded day {_day.Date:yyyy-MM-dd}"));
        var races = _day.Races.Select(race => new ProgrammeRace
        {
            Link = Link(race.Card.Id),
            Meeting = race.Card.Meeting,
            Country = race.Card.Country,
            Name = race.Card.Name,
            Off = race.Card.Off,
            Discipline = race.Card.Discipline,
            Quinte = PmuBets.HasQuinte(race.Bets),
            Runners = race.Card.Runners.Count(runner => !runner.NonRunner),
        });
        return Found(new Programme(date, [.. races], _day.Refused));
    }

    public Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
    {
        if (Find(query.Link) is not { } race)
            return Unknown<RaceView>(query.Link);
        if (race.IsAfterClose)
            return Refuse<RaceView>(
                SourceErrorKind.NotOffered,
                query.Link.Url,
                Problem.Of($"the line was made after the race (after_close): no look may read it")
            );
        var now = _clock.GetUtcNow();
        // Run before its time, a look sees only what had been stamped by then.
        var at = query.PlannedAt < now ? query.PlannedAt : now;
        if (race.Looks.FirstOrDefault(look => look.Phase == query.Phase && look.PlannedAt <= at) is { } seen)
            return Found(new RaceView(seen.Card, seen.Pools, race.Notes) { SeenAt = seen.TakenAt });
        var pools = race.Pools.Select(pool => PricesAt(race, pool, query.Phase, at)).ToArray();
        return Found(new RaceView(race.Card, pools, race.Notes));
    }

    public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken)
    {
        if (Find(link) is not { } race)
            return Unknown<RaceResult>(link);
        if (_clock.GetUtcNow() <= race.Card.Off)
            return Refuse<RaceResult>(SourceErrorKind.NoResultYet, link.Url, Problem.Of($"the race has not been run"));
        return ResultOf(race) is { } result
            ? Found(result)
            : Refuse<RaceResult>(SourceErrorKind.NoResultYet, link.Url, Problem.Of($"the recording has no arrival of this race"));
    }

    /// <summary>What came of a recorded race, for whoever asks long after it; null if the recording does not say.</summary>
    public static RaceResult? ResultOf(RecordedRace race)
    {
        ArgumentNullException.ThrowIfNull(race);
        var own = race.Pools[0];
        if (race.EndedAs is { } state)
            return WithoutArrival(race, own.Pool, state);
        if (race.Result is not { } result)
            return null;
        var others = race.Pools.Skip(1).Select(pool => new PoolResult(pool.Pool, DividendsOf(pool.Pool), pool.Close));
        others = others.Concat(race.OtherCloses.Select(close => close with { Dividends = DividendsOf(close.Pool) }));
        if (
            result.ZEturf.Count > 0
            && race.Pools.All(pool => pool.Pool != Pool.ZEturf)
            && race.OtherCloses.All(pool => pool.Pool != Pool.ZEturf)
        )
            others = others.Append(new PoolResult(Pool.ZEturf, result.ZEturf, []));
        return new RaceResult
        {
            Id = race.Card.Id,
            Pool = own.Pool,
            State = result.Official ? ResultState.Official : ResultState.Provisional,
            Arrival = result.Arrival,
            NonRunners = NonRunners(race),
            Dividends = DividendsOf(own.Pool),
            Close = own.Close,
            Others = [.. others],
        };

        IReadOnlyList<Dividend> DividendsOf(Pool pool) => pool == Pool.ZEturf ? result.ZEturf : [];
    }

    private static RaceResult WithoutArrival(RecordedRace race, Pool pool, ResultState state) =>
        new()
        {
            Id = race.Card.Id,
            Pool = pool,
            State = state,
            Arrival = [],
            NonRunners = NonRunners(race),
            Dividends = [],
        };

    private static int[] NonRunners(RecordedRace race) =>
        [.. race.Card.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number)];

    private PoolPrices PricesAt(RecordedRace race, RecordedPool pool, Phase phase, DateTimeOffset at)
    {
        // A second pool of a race has noise of its own.
        var identity = pool == race.Pools[0] ? race.Card.Id.ToString() : $"{race.Card.Id}/{pool.Pool.Code()}";
        return RecordedLook.At(pool, identity, phase, race.Card.Off, at) with
        {
            Offers = RecordedOffers.For(_day.Date, pool.Pool, race.Bets, _stakes),
        };
    }

    private RecordedRace? Find(RaceLink link) => link.Date == _day.Date ? _races.GetValueOrDefault(link.Code) : null;

    private static RaceLink Link(RaceId id) => new(RaceArchiveSite.Name, id.Date, id.Code, PmuUrl.Race(id.Date, id.Code));

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<SourceAnswer<T>> Found<T>(T value) => Task.FromResult<SourceAnswer<T>>(new SourceAnswer<T>.Found(value));

    private static Task<SourceAnswer<T>> Unknown<T>(RaceLink link) =>
        Refuse<T>(SourceErrorKind.NotFound, link.Url, Problem.Of($"the recorded day has no race {link.Code} of {link.Date:yyyy-MM-dd}"));

    private static Task<SourceAnswer<T>> Refuse<T>(SourceErrorKind kind, string where, Problem missing) =>
        Task.FromResult<SourceAnswer<T>>(new SourceAnswer<T>.Refused(new SourceError(kind, RaceArchiveSite.Name, where, missing)));
}
