using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Tests.Commands;

/// <summary>The account of an analysis, and the command that tells it.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private readonly SnapshotFiles _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("en-GB", "The guards", "4.5")]
    [InlineData("fr-FR", "Les contrôles", "4,5")]
    public async Task Account_BothLanguages_TellsEveryStepAndTheWarning(string culture, string heading, string odds)
    {
        var (_, analysis) = await _folder.AnalysedAsync();
        using var text = new StringWriter();
        AnalysisAccount.Write(text, analysis, InventedRaces.Snapshot(Phase.H5), null, CultureInfo.GetCultureInfo(culture));
        var account = text.ToString();
        account.ShouldContain(heading);
        account.ShouldContain(odds);
        account.ShouldContain("VALMOREL");
        account.ShouldContain("09 74 75 13 13");
        foreach (var guard in analysis.Guards)
            account.ShouldContain(guard.Code.Text());
        foreach (var runner in analysis.Runners)
            account.ShouldContain(runner.Horse);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "Played before: 7.00 € on the day, 20.00 € in seven days, 2 races",
        "Your limits: – for a day, 22.00 € for seven days"
    )]
    [InlineData(
        "fr-FR",
        "Joué auparavant : 7,00 € dans la journée, 20,00 € en sept jours, 2 courses",
        "Limites fixées : – par jour, 22,00 €"
    )]
    public async Task Account_TellsWhatHadBeenPlayed(string culture, string played, string limits)
    {
        var (_, analysis) = await _folder.AnalysedAsync();
        string Told(PlayerState player)
        {
            using var text = new StringWriter();
            AnalysisAccount.Write(text, analysis with { Player = player }, null, null, CultureInfo.GetCultureInfo(culture));
            return OneLine(text.ToString());
        }
        var account = Told(
            new PlayerState
            {
                DayStaked = new Euro(7),
                WeekStaked = new Euro(20),
                WeeklyLimit = new Euro(22),
                PlayedAtRacecourse = 2,
            }
        );
        account.ShouldContain(played);
        account.ShouldContain(limits);
        Told(PlayerState.Empty).ShouldNotContain(limits[..9]);
    }

    [Theory]
    [InlineData("en-GB", "From zeturf, 13:30:02: race, odds of zeturf", "From pmu, 13:29:58: form (no. 3, 7)", "From recorded: the horses")]
    [InlineData(
        "fr-FR",
        "De zeturf, 13:30:02 : course, cotes zeturf",
        "De pmu, 13:29:58 : musiques (n° 3, 7)",
        "De recorded : les chevaux"
    )]
    public async Task Account_TellsWhichSourceShowedWhatAndWhen(string culture, params string[] lines)
    {
        var (_, analysis) = await _folder.AnalysedAsync();
        var at = ParisTime.At(InventedRaces.Day, new TimeOnly(13, 30, 2));
        var seen = InventedRaces.Snapshot(Phase.H5) with
        {
            Origins =
            [
                new()
                {
                    Source = "zeturf",
                    At = at,
                    Fields = ["off", "name", "win.zeturf"],
                },
                new()
                {
                    Source = "pmu",
                    At = at.AddSeconds(-4),
                    Fields = ["form"],
                    Runners = [3, 7],
                },
                new() { Source = "recorded", Fields = ["sex", "age"] },
            ],
            Notes = ["off 14:55 at zeturf, 14:58 at pmu: zeturf counts"],
        };
        using var text = new StringWriter();

        AnalysisAccount.Write(text, analysis, seen, null, CultureInfo.GetCultureInfo(culture));

        foreach (var line in lines)
            text.ToString().ShouldContain("  " + line + Environment.NewLine);
        // What the sources disagreed about, and which rule decided.
        text.ToString().ShouldContain(seen.Notes[0]);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "NO BET: Value of the single, of no. 3 {0}; measured -4.0 %, asked +10.0 %.",
        "Closest call: no. 3 {0} at 13.0; at no price"
    )]
    [InlineData(
        "fr-FR",
        "PAS DE PARI : Valeur du simple, du n° 3 {0} ; mesuré -4,0 %, demandé +10,0 %.",
        "Au plus près : n° 3 {0} à 13,0 ; à aucune cote"
    )]
    public async Task Account_NamesTheHorseThatWasMeasured(string culture, string refusal, string closest)
    {
        var (_, analysis) = await _folder.AnalysedAsync();
        var horse = analysis.Runners.Single(runner => runner.Number == 3).Horse;
        var measured = new GuardVerdict
        {
            Code = GuardCode.RoiMinSp,
            Value = -.04,
            Threshold = .1,
            Passed = false,
            Blocks = GuardScope.Leg,
            Note = new GuardNote.BestOfWindow(3),
        };
        using var text = new StringWriter();
        AnalysisAccount.Write(
            text,
            analysis with
            {
                Outcome = Outcome.Abstain,
                Reason = GuardCode.RoiMinSp,
                Guards = [measured],
                Tickets = [],
                Closest = new ClosestCall(3, horse, 13, null, null),
            },
            null,
            null,
            CultureInfo.GetCultureInfo(culture)
        );
        var told = OneLine(text.ToString());
        told.ShouldContain(string.Format(CultureInfo.InvariantCulture, refusal, horse));
        told.ShouldContain(string.Format(CultureInfo.InvariantCulture, closest, horse));
    }

    [Fact]
    public async Task Explain_StoredRace_IsToldFromItsFiles()
    {
        await StoredAsync();
        var told = await Cli.RunAsync("explain", "--date", "2025-11-22", "--race", "r1c3", "--data", _folder.FullName, "--full");
        told.Code.ShouldBe(0);
        told.Out.ShouldContain("roi_min_sp");
        told.Out.ShouldContain("18+");
    }

    [Fact]
    public async Task Explain_Short_AnswersInPlainWords()
    {
        await StoredAsync();
        var told = await Cli.RunAsync("explain", "--date", "2025-11-22", "--race", "R1C3", "--data", _folder.FullName);
        told.Code.ShouldBe(0);
        told.Out.Split(Environment.NewLine).ShouldAllBe(line => line.Length <= 80 || line.Contains("09 74 75 13 13"));
        told.Out.ShouldContain("explain --full");
        told.Out.ShouldNotContain("1. What the market says");
    }

    [Fact]
    public async Task Explain_Json_IsTheStoredAnalysis()
    {
        await StoredAsync();
        var told = await Cli.RunAsync("explain", "--date", "2025-11-22", "--race", "R1C3", "--data", _folder.FullName, "--json");
        told.Json.GetProperty("race").GetString().ShouldBe("2025-11-22/R1C3");
    }

    [Fact]
    public async Task Explain_FullAfterTheRace_EndsWithArrivalAndDividends()
    {
        var analysis = await StoredAsync();
        var pool = analysis.Pool.ShouldNotBeNull();
        var race = analysis.Race;
        await PutAsync(ArtifactPaths.Plan(race.Date), PlanOf(race));
        await PutAsync(
            ArtifactPaths.Result(race, 1),
            new RaceResult
            {
                Id = race,
                Pool = pool,
                State = ResultState.Official,
                Arrival =
                [
                    [3],
                    [1],
                    [4],
                ],
                NonRunners = [],
                Dividends = [new Dividend(BetType.SimpleGagnant, [3], 6.8m), new Dividend(BetType.SimplePlace, [1], 1.7m)],
            }
        );
        var told = await Cli.RunAsync("explain", "--date", "2025-11-22", "--race", "R1C3", "--data", _folder.FullName, "--full");
        var end = OneLine(told.Out[told.Out.IndexOf("8. After the race", StringComparison.Ordinal)..]);
        end.ShouldContain("official arrival: 3 1 4");
        end.ShouldContain($"Dividends {pool.Code()} for 1 €: Win 3 6.80 · Place 1 1.70.");
    }

    [Theory]
    [InlineData("no analysis of R9C9 of 2025-11-22", "R9C9")]
    [InlineData("is no race code", "third")]
    public async Task Explain_NothingThere_IsOneLine(string line, string race) =>
        (await Cli.RunAsync("explain", "--date", "2025-11-22", "--race", race, "--data", _folder.FullName)).ShouldFailWith(line);

    /// <summary>What H-5 leaves of a race, as the command finds it.</summary>
    private async Task<RaceAnalysis> StoredAsync()
    {
        var (_, analysis) = await _folder.AnalysedAsync();
        await PutAsync(ArtifactPaths.Analysis(analysis.Race), analysis);
        return analysis;
    }

    private async Task PutAsync<T>(string path, T value)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, ArtifactJson.Write(value), TestContext.Current.CancellationToken);
    }

    private static DayPlan PlanOf(RaceId race) =>
        new()
        {
            Date = race.Date,
            Refused = [],
            Notes = [],
            Races =
            [
                new PlannedRace
                {
                    Id = race,
                    Meeting = "VALMOREL",
                    Country = "FRA",
                    Name = "PRIX DES TILLEULS",
                    Off = ParisTime.At(race.Date, new TimeOnly(13, 35)),
                    Links = [new RaceLink("zeturf", race.Date, race.Code, "https://www.zeturf.fr/fr/course/2025-11-22/R1C3")],
                    OffClaims = [],
                },
            ],
        };

    /// <summary>Without the breaks of its lines.</summary>
    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
