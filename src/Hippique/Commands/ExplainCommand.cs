using System.CommandLine;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique explain --date D --race R1C3 [--data DIR]</c>: the stored analysis of a race as a readable account.</summary>
public static class ExplainCommand
{
    public static Command Create()
    {
        var date = DateOption.Create("tickets_date");
        var race = new Option<string>("--race") { Description = Texts.Get("explain_race"), Required = true };
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var command = new Command("explain", Texts.Get("explain")) { date, race, data };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var code = RaceCode.Parse(parsed.GetValue(race));
                if (!code.IsOk)
                    return screen.Fail($"--race: {code.Error}");
                var id = new RaceId(parsed.GetValue(date) ?? DateOption.Today, code.Value);
                using var store = new DiskArtifactStore(parsed.GetValue(data) ?? SettingsReader.FromEnvironment().Data.Folder);
                return await ExplainAsync(store, id, screen, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> ExplainAsync(DiskArtifactStore store, RaceId race, Screen screen, CancellationToken cancellationToken)
    {
        if (await ReadAsync<RaceAnalysis>(store, ArtifactPaths.Analysis(race), cancellationToken) is not { } analysis)
            return screen.Fail(Texts.Get("explain_absent", race, store.Root));
        var snapshot = await ReadAsync<Snapshot>(store, ArtifactPaths.Snapshot(race, Phase.H5), cancellationToken);
        var sheet = await ReadAsync<TicketSheet>(store, ArtifactPaths.Tickets(race), cancellationToken);
        // The tickets as they were proposed; a run that was killed before it wrote them proposed none.
        AnalysisAccount.Write(screen.Out, analysis with { Tickets = sheet?.Tickets ?? [] }, snapshot, Texts.Culture);
        return 0;
    }

    private static async Task<T?> ReadAsync<T>(DiskArtifactStore store, string path, CancellationToken cancellationToken)
        where T : class => await store.GetAsync(path, cancellationToken) is { } there ? ArtifactJson.Read<T>(path, there.Content) : null;
}
