using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>The addresses of PMU's programme API, asked politely. Races are named by the API's own numbers.</summary>
internal sealed class PmuApi(PoliteClient client, SourceHttpOptions options)
{
    private readonly Uri _base = options.BaseUrl(PmuSite.Descriptor);
    private readonly TimeSpan _timeout = options.Timeout(PmuSite.Name);

    public Task<SourceAnswer<PmuProgramme>> ProgrammeAsync(
        DateOnly date,
        DateTimeOffset? off,
        Urgency urgency,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            Day(date),
            off,
            urgency,
            new Nothing(SourceErrorKind.NotFound, Problem.Of($"PMU has no programme of that day")),
            answer => ReadProgramme(answer, date),
            cancellationToken
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
        CancellationToken cancellationToken
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
            cancellationToken
        );

    public Task<SourceAnswer<PmuDividends>> DividendsAsync(RaceId asked, Pool pool, CancellationToken cancellationToken) =>
        ReadAsync(
            Race(asked, "rapports-definitifs", pool),
            null,
            new Urgency(RequestUrgency.Usual),
            new Nothing(SourceErrorKind.NoResultYet, Problem.Of($"{pool.Code()} has no dividends of this race")),
            answer => PmuDividendsAnswer.Parse(answer.Body, answer.Address.AbsoluteUri, pool),
            cancellationToken
        );

    /// <param name="path">Below the API's root.</param>
    /// <param name="off">Of the race, where it is still to come.</param>
    /// <param name="urgency">Which requests it goes before.</param>
    /// <param name="nothing">What 204 stands for here.</param>
    /// <param name="read">Makes the value of the answer.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    private Task<SourceAnswer<T>> ReadAsync<T>(
        string path,
        DateTimeOffset? off,
        Urgency urgency,
        Nothing nothing,
        Func<PoliteAnswer, SourceAnswer<T>> read,
        CancellationToken cancellationToken
    ) =>
        client.ReadAsync(
            new PoliteRequest
            {
                Source = PmuSite.Name,
                Address = At(path),
                Timeout = _timeout,
                Off = off,
                Urgency = urgency,
                Accept = "application/json",
            },
            answer =>
                answer.NoContent
                    ? new SourceAnswer<T>.Refused(PmuDocument.Error(nothing.Kind, answer.Address.AbsoluteUri, nothing.Said))
                    : read(answer),
            cancellationToken
        );

    private Uri At(string path) => new(_base.AbsoluteUri.TrimEnd('/') + "/" + path);

    private static string Day(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"programme/{date:ddMMyyyy}");

    private static string Race(RaceId asked, string what, Pool pool)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Day(asked.Date)}/R{asked.Code.Meeting}/C{asked.Code.Race}/{what}");
        return pool == Pool.PmuInternet ? path + "?specialisation=INTERNET" : path;
    }

    /// <summary>The API has nothing of the kind: the error for it, also in words.</summary>
    private sealed record Nothing(SourceErrorKind Kind, Problem Said);
}
