using Hippique.Commands;
using Hippique.Gpi;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Trials;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Tests.Commands;

public sealed class LocalWorkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-local-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A replay and a test have no books on paper; the program has.</summary>
    [Fact]
    public async Task Composition_KeepsTheBooksOfTheConfiguration()
    {
        var settings = SettingsReader.Read(
            new Dictionary<string, string>
            {
                ["DATA_DIR"] = _folder.FullName,
                ["SOURCES__ORDER"] = "none",
                ["SHADOW_MODELS"] = "shipped",
            },
            _folder.FullName
        );
        await using var work = await LocalWork.OpenAsync(settings);

        work.Get<IPaperBooks>().ShouldBeOfType<PaperBooks>();
        work.Get<ShadowBooks>().Books.Select(book => book.Id).ShouldBe([.. RuleSets.Names, "model-shipped"]);
    }

    /// <summary><c>hippique run</c> without a service analyses as the service would: with what the record knows of jockeys, trainers and times.</summary>
    [Fact]
    public async Task Runner_KnowsTheRecordOfPastRaces()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "history"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "2025-11-20.jsonl"),
            """{"date":"2025-11-20","race":"R1C1","family":"trot","runners":[{"horse":"RUBAN BLEU","won":true,"seconds_per_km":73.1}]}"""
                + "\n",
            Cancel
        );
        var settings = SettingsReader.Read(
            new Dictionary<string, string> { ["DATA_DIR"] = _folder.FullName, ["SOURCES__ORDER"] = "none" },
            _folder.FullName
        );
        await using var work = await LocalWork.OpenAsync(settings);

        await work.RunnerAsync(Cancel);

        var analysis = work.Get<IRaceAnalyser>()
            .Analyse(
                new AnalysisInput
                {
                    H5 = InventedRaces.Snapshot(Phase.H5),
                    Operators = [Pool.PmuNational],
                    Countries = [],
                    Bankroll = new Euro(500),
                    BudgetPerRace = new Euro(5),
                    ProgramVersion = "3.0.0",
                    InputHashes = new Dictionary<string, string>(),
                }
            );
        analysis.Runners[1].Factors.Time.Known.ShouldBeTrue();
        analysis.Runners[2].Factors.Time.Known.ShouldBeFalse();
    }
}
