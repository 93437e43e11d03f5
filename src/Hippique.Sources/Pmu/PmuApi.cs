using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Pmu;

/// <summary>The addresses of PMU's programme API, asked politely. Races are named by the API's own numbers.</summary>
/// <param name="client">The way to the API.</param>
/// <param name="options">How it is asked.</param>
/// <param name="store">Where first real answers are kept; null: nowhere.</param>
/// <param name="unread">Told of each answer of which nothing could be read; null: nobody.</param>
internal sealed class PmuApi(PoliteClient client, SourceHttpOptions options, ISourceStore? store = null, IUnreadAnswers? unread = null)
{
    private readonly Uri _base = options.BaseUrl(PmuSite.Descriptor);
    private readonly PmuSamples _samples = new(store, options);
    private readonly TimeSpan _timeout = options.Timeout(PmuSite.Name);

    public const string Citations = "citations";
    public const string Combinations = "combinaisons";
    public const string Totals = "masse-enjeu";

    /// <summary>Bets of the internet pool whose expected dividends are worth a request, the one that is worth most first.</summary>
    public static IReadOnlyList<string> ProbableBets { get; } =
    ["rapports/E_SIMPLE_PLACE", "rapports/E_COUPLE_PLACE", "rapports/E_COUPLE_GAGNANT"];

    public Task<SourceAnswer<PmuProgramme>> ProgrammeAsync(
        DateOnly date,
        DateTimeOffset? off,
        Urgency urgency,
        CancellationToken cancellationToken,
        Action? retrying = null
    ) =>
        ReadAsync(
            Day(date),
            off,
            urgency,
            new Nothing(SourceErrorKind.NotFound, Problem.Of($"PMU has no programme of that day")),
            answer => ReadProgramme(answer, date),
            cancellationToken,
            retrying: retrying
        );

    /// <summary>Where the programme of a day is asked for.</summary>
    public Uri ProgrammeAddress(DateOnly date) => At(Day(date));

    /// <summary>Reads an answer with a programme, be it of this process or of an earlier one.</summary>
    public static SourceAnswer<PmuProgramme> ReadProgramme(PoliteAnswer answer, DateOnly date) =>
        PmuProgrammeAnswer
            .Parse(answer.Body, answer.Address.AbsoluteUri, date)
            .Select(day => day with { At = answer.Stamp, ReadFrom = new PmuAnswer(answer.Address, answer.At) });

    public Task<SourceAnswer<PmuParticipants>> ParticipantsAsync(
        RaceId asked,
        Pool pool,
        DateTimeOffset? off,
        RequestUrgency urgency,
        CancellationToken cancellationToken,
        Action? retrying = null
    ) =>
        ReadAsync(
            Race(asked, "participants", pool),
            off,
            new Urgency(urgency),
            new Nothing(SourceErrorKind.NotFound, Problem.Of($"{pool.Code()} has no participants of this race")),
            answer =>
                PmuParticipantsAnswer
                    .Parse(answer.Body, answer.Address.AbsoluteUri, pool)
                    .Select(runners => runners with { At = answer.Stamp, SeenAt = answer.At }),
            cancellationToken,
            retrying: retrying
        );

    public Task<SourceAnswer<PmuDividends>> DividendsAsync(
        RaceId asked,
        Pool pool,
        RequestUrgency urgency,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            Race(asked, "rapports-definitifs", pool),
            null,
            new Urgency(urgency),
            new Nothing(SourceErrorKind.NoResultYet, Problem.Of($"{pool.Code()} has no dividends of this race")),
            answer => PmuDividendsAnswer.Parse(answer.Body, answer.Address.AbsoluteUri, pool),
            cancellationToken
        );

    /// <summary>The money on every runner of the internet pool.</summary>
    public Task<SourceAnswer<PmuMoney>> CitationsAsync(RaceId asked, PmuAsking asking, CancellationToken cancellationToken) =>
        PoolAsync(
            asked,
            Citations,
            asking,
            answer => PmuCitationsAnswer.Parse(answer.Body, answer.Address.AbsoluteUri).Select(money => money with { SeenAt = answer.At }),
            money => money.Pools.Count > 0,
            cancellationToken
        );

    /// <summary>The most backed combinations of the internet pool.</summary>
    public Task<SourceAnswer<PmuMoney>> CombinationsAsync(RaceId asked, PmuAsking asking, CancellationToken cancellationToken) =>
        PoolAsync(
            asked,
            Combinations,
            asking,
            answer =>
                PmuCombinationsAnswer.Parse(answer.Body, answer.Address.AbsoluteUri).Select(money => money with { SeenAt = answer.At }),
            money => money.Pools.Count > 0,
            cancellationToken
        );

    /// <summary>Everything on each bet of the internet pool.</summary>
    public Task<SourceAnswer<PmuTotals>> TotalsAsync(RaceId asked, PmuAsking asking, CancellationToken cancellationToken) =>
        PoolAsync(
            asked,
            Totals,
            asking,
            answer => PmuTotalsAnswer.Parse(answer.Body, answer.Address.AbsoluteUri).Select(totals => totals with { SeenAt = answer.At }),
            totals => totals.Cents.Count > 0,
            cancellationToken
        );

    /// <summary>What a bet of the internet pool is expected to pay.</summary>
    /// <param name="asked">By the API's own numbers.</param>
    /// <param name="bet">One of <see cref="ProbableBets"/>.</param>
    /// <param name="asking">Off and urgency of the look.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public Task<SourceAnswer<PmuProbable>> ProbableAsync(RaceId asked, string bet, PmuAsking asking, CancellationToken cancellationToken) =>
        PoolAsync(
            asked,
            bet,
            asking,
            answer => PmuProbableAnswer.Parse(answer.Body, answer.Address.AbsoluteUri).Select(paid => paid with { SeenAt = answer.At }),
            paid => paid.Place.Count + paid.Pairs.Count > 0,
            cancellationToken
        );

    /// <summary>What a look can do without: asked for once, and a 204 is no fault.</summary>
    private async Task<SourceAnswer<T>> PoolAsync<T>(
        RaceId asked,
        string what,
        PmuAsking asking,
        Func<PoliteAnswer, SourceAnswer<T>> read,
        Func<T, bool> showsSomething,
        CancellationToken cancellationToken
    )
    {
        (ReadOnlyMemory<byte> Body, bool IsRead)? sent = null;
        var result = await ReadAsync(
                Race(asked, what, Pool.PmuInternet),
                asking.Off,
                new Urgency(asking.Urgency),
                new Nothing(SourceErrorKind.NotFound, Problem.Of($"{Pool.PmuInternet.Code()} shows nothing of this")),
                answer =>
                {
                    var value = read(answer);
                    sent = (answer.Body, value is SourceAnswer<T>.Found { Value: var found } && showsSomething(found));
                    return value;
                },
                cancellationToken,
                once: true
            )
            .ConfigureAwait(false);
        if (sent is { } sample)
            await _samples.KeepAsync(what, sample.Body, sample.IsRead, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <param name="path">Below the API's root.</param>
    /// <param name="off">Of the race, where it is still to come.</param>
    /// <param name="urgency">Which requests it goes before.</param>
    /// <param name="nothing">What 204 stands for here.</param>
    /// <param name="read">Makes the value of the answer.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <param name="once">Whatever comes of it, it is not asked for again.</param>
    /// <param name="retrying">Told before each further attempt; null: nobody.</param>
    private async Task<SourceAnswer<T>> ReadAsync<T>(
        string path,
        DateTimeOffset? off,
        Urgency urgency,
        Nothing nothing,
        Func<PoliteAnswer, SourceAnswer<T>> read,
        CancellationToken cancellationToken,
        bool once = false,
        Action? retrying = null
    )
    {
        PoliteAnswer? last = null;
        var value = await client
            .ReadAsync(
                new PoliteRequest
                {
                    Source = PmuSite.Name,
                    Address = At(path),
                    Timeout = _timeout,
                    Off = off,
                    Urgency = urgency,
                    Once = once,
                    Retrying = retrying,
                    Accept = "application/json",
                },
                answer =>
                {
                    last = answer;
                    return answer.NoContent
                        ? new SourceAnswer<T>.Refused(PmuDocument.Error(nothing.Kind, answer.Address.AbsoluteUri, nothing.Said))
                        : read(answer);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (unread is not null && last is not null && value is SourceAnswer<T>.Refused { Error: { } error } && IsOfTheReader(error.Kind))
            await unread.KeepAsync(last.Address, last.Body, cancellationToken).ConfigureAwait(false);
        return value;
    }

    private static bool IsOfTheReader(SourceErrorKind kind) =>
        kind is SourceErrorKind.Changed or SourceErrorKind.Malformed or SourceErrorKind.WrongPage or SourceErrorKind.Foreign;

    private Uri At(string path) => new(_base.AbsoluteUri.TrimEnd('/') + "/" + path);

    private static string Day(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"programme/{date:ddMMyyyy}");

    private static string Race(RaceId asked, string what, Pool pool)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Day(asked.Date)}/R{asked.Code.Meeting}/C{asked.Code.Race}/{what}");
        if (pool != Pool.PmuInternet)
            return path;
        // An empty list of bets stands for all of them.
        return path + (what == Citations ? "?paris=&" : "?") + "specialisation=INTERNET";
    }

    /// <summary>The API has nothing of the kind: the error for it, also in words.</summary>
    private sealed record Nothing(SourceErrorKind Kind, Problem Said);
}

/// <summary>How a look asks.</summary>
/// <param name="Off">Of the race; null where it is past.</param>
/// <param name="Urgency">Which requests it goes before.</param>
internal sealed record PmuAsking(DateTimeOffset? Off, RequestUrgency Urgency);
