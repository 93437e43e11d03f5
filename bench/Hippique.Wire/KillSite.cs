using System.Globalization;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Wire;

/// <summary>PMU's API on loopback with as many invented races of today as there are to be killed in; each look takes a while, so that kills fall into it.</summary>
internal sealed class KillSite : IAsyncDisposable
{
    private const int RacesOfAMeeting = 9;
    private const int Runners = 8;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(200);
    private readonly LoopbackSite _site = new();
    private readonly IReadOnlyList<DateTimeOffset> _offs;

    /// <param name="day">Programme day.</param>
    /// <param name="offs">Of the races.</param>
    /// <param name="isAbsent">Whether there is no page of a race, so that its look fails; null: none.</param>
    public KillSite(DateOnly day, IReadOnlyList<DateTimeOffset> offs, Func<int, bool>? isAbsent = null)
    {
        (Day, _offs) = (day, offs);
        var path = $"/rest/client/61/programme/{day.ToString("ddMMyyyy", CultureInfo.InvariantCulture)}";
        const string Json = "Content-Type: application/json";
        _site.Answers(path, 200, JsonSerializer.Serialize(Programme()), Json);
        foreach (var code in Enumerable.Range(0, offs.Count).Where(race => isAbsent?.Invoke(race) != true).Select(CodeOf))
        {
            foreach (var (query, bet) in ((string, string)[])[("", "SIMPLE_GAGNANT"), ("?specialisation=INTERNET", "E_SIMPLE_GAGNANT")])
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(Participants(bet));
                _site.Answers(
                    $"{path}/R{code.Meeting}/C{code.Race}/participants{query}",
                    async (stream, token) =>
                    {
                        await Task.Delay(AnswerTime, TimeProvider.System, token);
                        await stream.WriteAsync(LoopbackSite.Head(200, $"Content-Length: {body.Length}", Json), token);
                        await stream.WriteAsync(body, token);
                    }
                );
            }
        }
    }

    public DateOnly Day { get; }

    public Uri Address => new(_site.Address, "rest/client/61/");

    /// <summary>How often a page of a race was asked for.</summary>
    public int Looks => _site.Paths.Count(path => path.Contains("/participants", StringComparison.Ordinal));

    public static RaceCode CodeOf(int race) => new(1 + race / RacesOfAMeeting, 1 + race % RacesOfAMeeting);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private object Programme() =>
        new
        {
            programme = new
            {
                date = ParisTime.At(Day, TimeOnly.MinValue).ToUnixTimeMilliseconds(),
                reunions = Enumerable.Range(0, _offs.Count).GroupBy(race => CodeOf(race).Meeting).Select(Meeting),
            },
        };

    private object Meeting(IGrouping<int, int> races) =>
        new
        {
            numOfficiel = races.Key,
            hippodrome = new
            {
                code = $"V{races.Key:00}",
                libelleCourt = $"VILLEBELLE {(char)('A' + races.Key / 26)}{(char)('A' + races.Key % 26)}",
            },
            pays = new { code = "FRA" },
            courses = races.Select(race => new
            {
                numReunion = races.Key,
                numOrdre = CodeOf(race).Race,
                heureDepart = _offs[race].ToUnixTimeMilliseconds(),
                libelle = $"PRIX NUMERO {race}",
                distance = 2700,
                discipline = "ATTELE",
                nombreDeclaresPartants = Runners,
                statut = "PROGRAMMEE",
                arriveeDefinitive = false,
                paris = new[]
                {
                    new
                    {
                        typePari = "E_SIMPLE_GAGNANT",
                        miseBase = 100,
                        enVente = true,
                    },
                },
            }),
        };

    private object Participants(string bet) =>
        new
        {
            participants = Enumerable
                .Range(1, Runners)
                .Select(number => new
                {
                    nom = $"CHEVAL {number}",
                    numPmu = number,
                    statut = "PARTANT",
                    dernierRapportDirect = new
                    {
                        typePari = bet,
                        rapport = 2.0 + number * number / 3.0,
                        typeRapport = "DIRECT",
                        dateRapport = _offs[0].AddMinutes(-6).ToUnixTimeMilliseconds(),
                    },
                }),
        };
}
