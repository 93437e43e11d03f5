using System.Text.Json;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>A race with a proposed ticket, and its result.</summary>
internal static class ProposedTicket
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The names and kinds of a JSON object's properties, in order.</summary>
    public static string Shape(JsonElement element) =>
        string.Join(' ', element.EnumerateObject().Select(property => $"{property.Name}:{property.Value.ValueKind}"));

    /// <summary>R1C3 has been looked at, with a ticket of 2 € on horse 1 in ZEturf's pool.</summary>
    public static async Task<ServiceUnderTest> ServeAsync(Dictionary<string, string>? variables = null)
    {
        var service = await ServiceUnderTest.StartAsync(variables);
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await ProposeAsync(service);
        return service;
    }

    /// <summary>What H-5 of R1C3 leaves, in a service that has planned the day.</summary>
    public static async Task ProposeAsync(ServiceUnderTest service)
    {
        var store = service.Services.GetRequiredService<IArtifactStore>();
        await store.PutIfAbsentAsync(
            ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5),
            ArtifactJson.Write(InventedRaces.Snapshot(Phase.H5)),
            Token
        );
        await store.PutIfAbsentAsync(ArtifactPaths.Analysis(InventedRaces.Id), ArtifactJson.Write(Analysis), Token);
        await store.PutIfAbsentAsync(
            ArtifactPaths.Tickets(InventedRaces.Id),
            ArtifactJson.Write(InventedTickets.Sheet(Of(InventedRaces.Id, InventedRaces.Off))),
            Token
        );
    }

    /// <summary>A folder as such a service leaves it, with the result that horse 1 won.</summary>
    public static async Task<string> FolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-proposed-").FullName;
        await using (var service = await ServeAsync())
        {
            foreach (var file in Directory.GetFiles(Path.Combine(service.Folder, "2025-11-22"), "*.json", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(service.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
        using var store = new DiskArtifactStore(folder);
        await store.PutIfAbsentAsync(ArtifactPaths.Result(InventedRaces.Id), ArtifactJson.Write(Result(3.4m)), Token);
        return folder;
    }

    public static RaceAnalysis Analysis =>
        new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value).Analyse(
            new AnalysisInput
            {
                H5 = InventedRaces.Snapshot(Phase.H5),
                Operators = [],
                Countries = [],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "3.0.0",
                InputHashes = new Dictionary<string, string>(),
            }
        ) with
        {
            Outcome = Outcome.Play,
            Reason = null,
            Tickets = [Of(InventedRaces.Id, InventedRaces.Off)],
        };

    /// <summary>2 € on horse 1 to win at 3.0.</summary>
    public static Ticket Of(RaceId race, DateTimeOffset off) =>
        InventedTickets.Win(race, off, number: 1, horse: "Ligne Droite", odds: 3, probability: .4);

    /// <summary>Horse 1 won and pays this for 1 €.</summary>
    public static RaceResult Result(decimal paid) =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival =
            [
                [1],
                [2],
            ],
            NonRunners = [],
            Dividends = [new Dividend(BetType.SimpleGagnant, [1], paid)],
            Notes = ["a row did not read"],
        };
}
