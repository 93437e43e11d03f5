using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>The addresses of PMU's programme API, asked politely.</summary>
internal sealed class PmuApi(PoliteClient client, SourceHttpOptions options)
{
    private readonly Uri _base = options.BaseUrl(PmuSite.Descriptor);
    private readonly TimeSpan _timeout = options.Timeout(PmuSite.Name);

    public async Task<SourceAnswer<PmuProgramme>> ProgrammeAsync(DateOnly date, DateTimeOffset? off, CancellationToken cancellationToken) =>
        await GetAsync(Day(date), off, cancellationToken).ConfigureAwait(false) switch
        {
            SourceAnswer<PoliteAnswer>.Found { Value: var answer } => PmuProgrammeAnswer
                .Parse(answer.Body, answer.Address.AbsoluteUri, date)
                .Select(day => day with { At = answer.Stamp }),
            var refused => new SourceAnswer<PmuProgramme>.Refused(ErrorOf(refused)),
        };

    public async Task<SourceAnswer<PmuParticipants>> ParticipantsAsync(
        RaceId race,
        Pool pool,
        DateTimeOffset? off,
        CancellationToken cancellationToken
    ) =>
        await GetAsync(Race(race, "participants", pool), off, cancellationToken).ConfigureAwait(false) switch
        {
            SourceAnswer<PoliteAnswer>.Found { Value: var answer } => PmuParticipantsAnswer
                .Parse(answer.Body, answer.Address.AbsoluteUri, pool)
                .Select(runners => runners with { At = answer.Stamp }),
            var refused => new SourceAnswer<PmuParticipants>.Refused(ErrorOf(refused)),
        };

    public async Task<SourceAnswer<PmuDividends>> DividendsAsync(RaceId race, Pool pool, CancellationToken cancellationToken) =>
        await GetAsync(Race(race, "rapports-definitifs", pool), null, cancellationToken).ConfigureAwait(false) switch
        {
            SourceAnswer<PoliteAnswer>.Found { Value: var answer } => PmuDividendsAnswer.Parse(answer.Body, answer.Address.AbsoluteUri),
            var refused => new SourceAnswer<PmuDividends>.Refused(ErrorOf(refused)),
        };

    private Task<SourceAnswer<PoliteAnswer>> GetAsync(string path, DateTimeOffset? off, CancellationToken cancellationToken) =>
        client.GetAsync(
            new PoliteRequest
            {
                Source = PmuSite.Name,
                Address = new Uri(_base.AbsoluteUri.TrimEnd('/') + "/" + path),
                Timeout = _timeout,
                Off = off,
                Accept = "application/json",
            },
            cancellationToken
        );

    private static string Day(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"programme/{date:ddMMyyyy}");

    private static string Race(RaceId race, string what, Pool pool)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Day(race.Date)}/R{race.Code.Meeting}/C{race.Code.Race}/{what}");
        return pool == Pool.PmuInternet ? path + "?specialisation=INTERNET" : path;
    }

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;
}
