using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>The addresses of PMU's programme API, asked politely. Races are named by the API's own numbers.</summary>
internal sealed class PmuApi(PoliteClient client, SourceHttpOptions options)
{
    private readonly Uri _base = options.BaseUrl(PmuSite.Descriptor);
    private readonly TimeSpan _timeout = options.Timeout(PmuSite.Name);

    public async Task<SourceAnswer<PmuProgramme>> ProgrammeAsync(DateOnly date, DateTimeOffset? off, CancellationToken cancellationToken) =>
        await GetAsync(Day(date), off, SourceErrorKind.NotFound, "PMU has no programme of that day", cancellationToken)
            .ConfigureAwait(false) switch
        {
            SourceAnswer<PoliteAnswer>.Found { Value: var answer } => PmuProgrammeAnswer
                .Parse(answer.Body, answer.Address.AbsoluteUri, date)
                .Select(day => day with { At = answer.Stamp }),
            var refused => new SourceAnswer<PmuProgramme>.Refused(ErrorOf(refused)),
        };

    public async Task<SourceAnswer<PmuParticipants>> ParticipantsAsync(
        RaceId asked,
        Pool pool,
        DateTimeOffset? off,
        CancellationToken cancellationToken
    ) =>
        await GetAsync(
                Race(asked, "participants", pool),
                off,
                SourceErrorKind.NotFound,
                $"{pool.Code()} has no participants of this race",
                cancellationToken
            )
            .ConfigureAwait(false) switch
        {
            SourceAnswer<PoliteAnswer>.Found { Value: var answer } => PmuParticipantsAnswer
                .Parse(answer.Body, answer.Address.AbsoluteUri, pool)
                .Select(runners => runners with { At = answer.Stamp, SeenAt = answer.At }),
            var refused => new SourceAnswer<PmuParticipants>.Refused(ErrorOf(refused)),
        };

    public async Task<SourceAnswer<PmuDividends>> DividendsAsync(RaceId asked, Pool pool, CancellationToken cancellationToken) =>
        await GetAsync(
                Race(asked, "rapports-definitifs", pool),
                null,
                SourceErrorKind.NoResultYet,
                $"{pool.Code()} has no dividends of this race",
                cancellationToken
            )
            .ConfigureAwait(false) switch
        {
            SourceAnswer<PoliteAnswer>.Found { Value: var answer } => PmuDividendsAnswer.Parse(
                answer.Body,
                answer.Address.AbsoluteUri,
                pool
            ),
            var refused => new SourceAnswer<PmuDividends>.Refused(ErrorOf(refused)),
        };

    /// <param name="path">Below the API's root.</param>
    /// <param name="off">Of the race, where it is still to come.</param>
    /// <param name="nothing">What 204 stands for here: the API has nothing of the kind.</param>
    /// <param name="said">The same in words.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    private async Task<SourceAnswer<PoliteAnswer>> GetAsync(
        string path,
        DateTimeOffset? off,
        SourceErrorKind nothing,
        string said,
        CancellationToken cancellationToken
    )
    {
        var request = new PoliteRequest
        {
            Source = PmuSite.Name,
            Address = new Uri(_base.AbsoluteUri.TrimEnd('/') + "/" + path),
            Timeout = _timeout,
            Off = off,
            Accept = "application/json",
        };
        var answer = await client.GetAsync(request, cancellationToken).ConfigureAwait(false);
        return answer is SourceAnswer<PoliteAnswer>.Found { Value: { NoContent: true } empty }
            ? new SourceAnswer<PoliteAnswer>.Refused(PmuDocument.Error(nothing, empty.Address.AbsoluteUri, said))
            : answer;
    }

    private static string Day(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"programme/{date:ddMMyyyy}");

    private static string Race(RaceId asked, string what, Pool pool)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Day(asked.Date)}/R{asked.Code.Meeting}/C{asked.Code.Race}/{what}");
        return pool == Pool.PmuInternet ? path + "?specialisation=INTERNET" : path;
    }

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;
}
