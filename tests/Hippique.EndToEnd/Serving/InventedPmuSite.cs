using System.Globalization;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.EndToEnd.Serving;

/// <summary>PMU's API on loopback with one invented race, off in four minutes: its H-5 is due and within its grace.</summary>
internal sealed class InventedPmuSite : IAsyncDisposable
{
    private readonly LoopbackSite _site = new();
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public InventedPmuSite()
    {
        Off = DateTimeOffset.FromUnixTimeSeconds(_now.AddMinutes(4).ToUnixTimeSeconds());
        Race = new RaceId(ParisTime.ProgrammeOf(_now), new RaceCode(1, 1));
        AnswerProgramme();
    }

    public DateTimeOffset Off { get; }
    public RaceId Race { get; }
    public Uri Address => new(_site.Address, "rest/client/61/");
    public int Looks => _site.Paths.Count(path => path.Contains("/participants", StringComparison.Ordinal));

    /// <summary>From now on whoever asks for the day's races has an answer.</summary>
    public void AnswerProgramme() => _site.Answers(DayPath, 200, Programme(), "Content-Type: application/json");

    /// <summary>From now on a look at the race is answered.</summary>
    public void Open()
    {
        _site.Answers($"{RacePath}/participants", 200, Participants("SIMPLE_GAGNANT"), "Content-Type: application/json");
        _site.Answers(
            $"{RacePath}/participants?specialisation=INTERNET",
            200,
            Participants("E_SIMPLE_GAGNANT"),
            "Content-Type: application/json"
        );
    }

    /// <summary>From now on whoever looks at the race waits.</summary>
    public void Hang()
    {
        foreach (var query in (string[])["", "?specialisation=INTERNET"])
            _site.Answers(
                $"{RacePath}/participants{query}",
                (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)
            );
    }

    /// <summary>Whoever asks for that day's races waits.</summary>
    public void HangProgramme(DateOnly date) =>
        _site.Answers(DayPathOf(date), (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));

    public bool AskedForProgramme(DateOnly date) => _site.Paths.Any(path => path.StartsWith(DayPathOf(date), StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private string DayPath => DayPathOf(Race.Date);

    private static string DayPathOf(DateOnly date) =>
        $"/rest/client/61/programme/{date.ToString("ddMMyyyy", CultureInfo.InvariantCulture)}";

    private string RacePath => $"{DayPath}/R1/C1";

    private string Programme() =>
        JsonSerializer.Serialize(
            new
            {
                programme = new
                {
                    date = ParisTime.At(Race.Date, TimeOnly.MinValue).ToUnixTimeMilliseconds(),
                    reunions = (object[])
                        [
                            new
                            {
                                numOfficiel = 1,
                                hippodrome = new { code = "VIL", libelleCourt = "VILLEBELLE" },
                                pays = new { code = "FRA" },
                                courses = (object[])
                                    [
                                        new
                                        {
                                            numReunion = 1,
                                            numOrdre = 1,
                                            heureDepart = Off.ToUnixTimeMilliseconds(),
                                            libelle = "PRIX DE L'ESSAI",
                                            distance = 2700,
                                            discipline = "ATTELE",
                                            nombreDeclaresPartants = Odds.Length,
                                            statut = "PROGRAMMEE",
                                            arriveeDefinitive = false,
                                            paris = (object[])
                                                [
                                                    new
                                                    {
                                                        typePari = "E_SIMPLE_GAGNANT",
                                                        miseBase = 100,
                                                        enVente = true,
                                                    },
                                                ],
                                        },
                                    ],
                            },
                        ],
                },
            }
        );

    private static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26];

    private string Participants(string bet) =>
        JsonSerializer.Serialize(
            new
            {
                participants = Odds.Select(
                    (odds, index) =>
                        new
                        {
                            nom = $"CHEVAL {index + 1}",
                            numPmu = index + 1,
                            statut = "PARTANT",
                            driver = "A. MENANT",
                            entraineur = "B. DUPRE",
                            musique = "6a3a7aDa",
                            dernierRapportDirect = new
                            {
                                typePari = bet,
                                rapport = odds,
                                typeRapport = "DIRECT",
                                dateRapport = _now.AddMinutes(-1).ToUnixTimeMilliseconds(),
                            },
                        }
                ),
            }
        );
}
