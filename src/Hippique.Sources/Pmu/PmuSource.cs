using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Pmu;

/// <summary>
/// PMU's programme API live, both pools. What a race is stands in the day's programme, what its horses are worth in the participants: a look takes a request for each pool, and
/// one for the programme where the last is older than five minutes, for all races together. With what is left of four, a further attempt counting as one, it asks for the money in the internet pool, and at H-5 for what its bets are
/// expected to pay.
/// </summary>
public sealed class PmuSource : IRaceSource
{
    private static readonly TimeSpan ProgrammeAge = TimeSpan.FromMinutes(5);
    private static readonly Pool[] BothPools = [Pool.PmuInternet, Pool.PmuNational];
    private static readonly PmuAsking Unhurried = new(null, RequestUrgency.Usual);
    private readonly TimeProvider _clock;
    private readonly PmuApi _api;
    private readonly TimeSpan _timeout;
    private readonly PmuPools _pools;
    private readonly DayCache _days;

    /// <param name="client">The way to the API.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="clock">The program's clock.</param>
    /// <param name="activity">Told what is being done.</param>
    /// <param name="store">Where a later process finds the last programmes, and first real answers are kept; null: this one's memory is all.</param>
    public PmuSource(
        PoliteClient client,
        SourceHttpOptions options,
        TimeProvider clock,
        IClockActivity activity,
        ISourceStore? store = null
    )
    {
        _clock = clock;
        _timeout = options.Timeout(PmuSite.Name);
        _api = new PmuApi(client, options, store);
        _pools = new PmuPools(_api, clock, _timeout);
        var earlier = store is null
            ? null
            : new EarlierProgrammes(
                new ProgrammeNotes(store),
                new RecordedAnswers(store, options),
                _api.ProgrammeAddress,
                PmuApi.ReadProgramme,
                clock,
                activity
            );
        _days = new DayCache(clock, activity, earlier);
    }

    public string Name => PmuSite.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
        await DayAsync(date, _clock.GetUtcNow(), TimeSpan.Zero, Unhurried, null, cancellationToken).ConfigureAwait(false) switch
        {
            SourceAnswer<PmuProgramme>.Found { Value: var day } => new SourceAnswer<Programme>.Found(
                new Programme(date, [.. day.Races.Select(race => race.ToLine())], day.Refused) { At = day.At, Notes = day.Notes }
            ),
            var refused => new SourceAnswer<Programme>.Refused(ErrorOf(refused)),
        };

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
    {
        var off = query.PlannedAt + query.Phase.BeforeOff();
        // A look on request can come long before its time.
        var now = _clock.GetUtcNow();
        var (asking, allowance) = (new PmuAsking(off, query.Urgency), new PmuAllowance(_clock, _timeout));
        var found = await RaceOfAsync(query.Link, query.PlannedAt < now ? query.PlannedAt : now, asking, allowance, cancellationToken)
            .ConfigureAwait(false);
        if (found is not SourceAnswer<(PmuRace, DateTimeOffset?)>.Found { Value: var (race, stated) })
            return new SourceAnswer<RaceView>.Refused(ErrorOf(found));
        var answers = await ParticipantsAsync(AskedAs(race), asking, allowance, cancellationToken).ConfigureAwait(false);
        var views = answers.OfType<SourceAnswer<PmuParticipants>.Found>().Select(answer => answer.Value).ToArray();
        // One pool is enough for a card; the other's absence is said.
        if (views.Length == 0)
            return new SourceAnswer<RaceView>.Refused(ErrorOf(answers[0]));
        var shown = await PoolsAsync(query.Phase, race, views[0].Runners, asking, allowance, cancellationToken).ConfigureAwait(false);
        var pools = shown
            .AddTo(views.Select(view => view.Live).DistinctBy(pool => pool.Pool))
            .Select(pool => pool with { Offers = race.OffersOf(pool.Pool) });
        string[] unknown = race.State == PmuRaceState.Unknown ? [PmuRaceReader.UnknownState(race).ToString()] : [];
        return new SourceAnswer<RaceView>.Found(
            new RaceView(Card(race, views[0].Runners), [.. pools], [.. unknown, .. Notes(answers), .. shown.Notes])
            {
                RaceAt = stated,
                RunnersAt = views[0].At,
                SeenAt = views.Select(view => view.SeenAt).Append(shown.SeenAt).Max(),
            }
        );
    }

    public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken)
    {
        var found = await RaceOfAsync(link, _clock.GetUtcNow(), Unhurried, null, cancellationToken).ConfigureAwait(false);
        if (found is not SourceAnswer<(PmuRace, DateTimeOffset?)>.Found { Value: var (race, _) })
            return new SourceAnswer<RaceResult>.Refused(ErrorOf(found));
        if (PmuEnd.IsCalledOff(race))
            return new SourceAnswer<RaceResult>.Found(PmuEnd.CalledOff(race));
        if (!PmuEnd.CanHaveEnded(race))
            return NoResult(link, race.Arrival.Unread ?? Problem.Of($"PMU has no arrival yet"));
        var asked = AskedAs(race);
        var internet = await _api.DividendsAsync(asked, Pool.PmuInternet, RequestUrgency.Usual, cancellationToken).ConfigureAwait(false);
        var national = await _api.DividendsAsync(asked, Pool.PmuNational, RequestUrgency.Usual, cancellationToken).ConfigureAwait(false);
        if (race.Arrival.Places.Count == 0 && !new PmuEnd(race, internet, national, []).IsNobodyClassified)
            return NoResult(link, Problem.Of($"PMU has no arrival yet"));
        // Participants that are refused after the race cost the result non-runners, times and last prices, and nothing else.
        var after = await ParticipantsAsync(asked, Unhurried, null, cancellationToken).ConfigureAwait(false);
        PmuParticipants[] views = [.. after.OfType<SourceAnswer<PmuParticipants>.Found>().Select(answer => answer.Value)];
        return new SourceAnswer<RaceResult>.Found(new PmuEnd(race, internet, national, views).Result());
    }

    public bool HasClose => PmuSite.Descriptor.Offers.HasFlag(SourceOffers.Close);

    public bool NeedsProgramme => PmuSite.Descriptor.NeedsProgramme;

    /// <summary>
    /// Both pools, a request each, and the last money of the internet pool in the two that are left; the programme is not asked for. PMU takes its prices out of view some time after the end
    /// of betting: a pool that has neither prices nor money any more is left out and named; where none has any, both are given without prices.
    /// </summary>
    public async Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken)
    {
        var (race, allowance) = (new RaceId(link.Date, link.AskedAs ?? link.Code), new PmuAllowance(_clock, _timeout));
        var answers = await ParticipantsAsync(race, Unhurried, allowance, cancellationToken).ConfigureAwait(false);
        var views = answers.OfType<SourceAnswer<PmuParticipants>.Found>().Select(answer => answer.Value).ToArray();
        if (views.Length == 0)
            return new SourceAnswer<RaceClose>.Refused(ErrorOf(answers[0]));
        int[] numbers = [.. views[0].Runners.Select(runner => runner.Number)];
        var money = await _pools.ReadAsync(race, PmuPoolLook.Money, allowance, Unhurried, numbers, cancellationToken).ConfigureAwait(false);
        var pools = money.AddTo(views.Select(view => view.Live).DistinctBy(pool => pool.Pool));
        PoolPrices[] priced = [.. pools.Where(pool => pool.Win.Count > 0 || pool.Stakes is not null)];
        var gone = pools.Except(priced).Select(pool => $"{pool.Pool.Code()} shows no price of this race any more");
        return new SourceAnswer<RaceClose>.Found(
            new RaceClose(
                priced.Length > 0 ? priced : pools,
                [.. views[0].Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number).Order()],
                [.. Notes(answers), .. money.Notes, .. gone]
            )
        );
    }

    /// <summary>The participants as each pool shows them, the internet's first.</summary>
    private async Task<SourceAnswer<PmuParticipants>[]> ParticipantsAsync(
        RaceId asked,
        PmuAsking asking,
        PmuAllowance? allowance,
        CancellationToken cancellationToken
    )
    {
        var answers = new List<SourceAnswer<PmuParticipants>>();
        foreach (var pool in BothPools)
        {
            allowance?.TryTake();
            answers.Add(
                await _api.ParticipantsAsync(asked, pool, asking.Off, asking.Urgency, cancellationToken, () => allowance?.TryTake())
                    .ConfigureAwait(false)
            );
        }
        return [.. answers];
    }

    /// <summary>The money, and at H-5 what bets are expected to pay, of a race whose single bets the internet pool or the common one sells.</summary>
    private async Task<PmuPoolsSeen> PoolsAsync(
        Phase phase,
        PmuRace race,
        IReadOnlyList<Runner> runners,
        PmuAsking asking,
        PmuAllowance allowance,
        CancellationToken cancellationToken
    )
    {
        int[] numbers = [.. runners.Select(runner => runner.Number)];
        var look = phase == Phase.H5 ? PmuPoolLook.MoneyAndPrices : PmuPoolLook.Money;
        return race.HasInternetSingles
            ? await _pools.ReadAsync(AskedAs(race), look, allowance, asking, numbers, cancellationToken).ConfigureAwait(false)
            : new PmuPoolsSeen(numbers);
    }

    private static IEnumerable<string> Notes(SourceAnswer<PmuParticipants>[] answers) =>
        answers
            .SelectMany(answer =>
                answer switch
                {
                    SourceAnswer<PmuParticipants>.Found { Value.Notes: var notes } => notes,
                    _ => [ErrorOf(answer).ToString()],
                }
            )
            .Distinct();

    private static RaceId AskedAs(PmuRace race) => race.Id with { Code = race.AskedAs };

    /// <summary>What the programme says of the race, and when PMU stated it.</summary>
    private async Task<SourceAnswer<(PmuRace Race, DateTimeOffset? At)>> RaceOfAsync(
        RaceLink link,
        DateTimeOffset moment,
        PmuAsking asking,
        PmuAllowance? allowance,
        CancellationToken cancellationToken
    )
    {
        var day = await DayAsync(link.Date, moment, ProgrammeAge, asking, allowance, cancellationToken).ConfigureAwait(false);
        if (day is not SourceAnswer<PmuProgramme>.Found { Value: var programme })
            return new SourceAnswer<(PmuRace, DateTimeOffset?)>.Refused(ErrorOf(day));
        if (programme.Races.FirstOrDefault(race => race.Id.Code == link.Code) is { } found)
            return new SourceAnswer<(PmuRace, DateTimeOffset?)>.Found((found, programme.At));
        // Whoever asks again wants to see whether PMU lists it by then.
        await _days.ForgetAsync(link.Date, cancellationToken).ConfigureAwait(false);
        return new SourceAnswer<(PmuRace, DateTimeOffset?)>.Refused(
            PmuDocument.Error(SourceErrorKind.NotFound, link.Url, Problem.Of($"PMU's programme of that day has no race {link.Code}"))
        );
    }

    private Task<SourceAnswer<PmuProgramme>> DayAsync(
        DateOnly date,
        DateTimeOffset moment,
        TimeSpan age,
        PmuAsking asking,
        PmuAllowance? allowance,
        CancellationToken cancellationToken
    ) =>
        _days.GetAsync(
            date,
            moment,
            age,
            asking.Urgency,
            fetching =>
            {
                allowance?.TryTake();
                return _api.ProgrammeAsync(date, asking.Off, fetching, cancellationToken, () => allowance?.TryTake());
            },
            cancellationToken
        );

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
            NotOpen = race.NotOpen,
            Runners = runners,
            DeclaredRunners = race.DeclaredRunners,
        };

    private static SourceAnswer<RaceResult> NoResult(RaceLink link, Problem missing) =>
        new SourceAnswer<RaceResult>.Refused(PmuDocument.Error(SourceErrorKind.NoResultYet, link.Url, missing));

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;
}
