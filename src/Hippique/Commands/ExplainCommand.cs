using System.CommandLine;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique explain --date D --race R1C3 [--full] [--data DIR] [--json]</c>: the stored analysis of a race in a few lines, or step by step.</summary>
public static class ExplainCommand
{
    public static Command Create()
    {
        var date = DateOption.Create("tickets_date");
        var race = new Option<string>("--race") { Description = Texts.Get("explain_race"), Required = true };
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var full = new Option<bool>("--full") { Description = Texts.Get("explain_full") };
        var command = new Command("explain", Texts.Get("explain")) { date, race, full, data };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var code = RaceCode.Parse(parsed.GetValue(race));
                if (!code.IsOk)
                    return screen.Fail(Problem.Of($"--race: {code.Error}"));
                using var place = ArtifactPlace.Open(parsed.GetValue(data));
                var id = new RaceId(parsed.GetValue(date) ?? place.Today, code.Value);
                var store = place.Store;
                if (await ReadAsync<RaceAnalysis>(store, ArtifactPaths.Analysis(id), cancellationToken) is not { } analysis)
                    return screen.Fail(Texts.Get("explain_absent", id.Date, id.Code, place.Name));
                var sheet = await ReadAsync<TicketSheet>(store, ArtifactPaths.Tickets(id), cancellationToken);
                // The tickets as they were proposed; a run that was killed before it wrote them proposed none.
                analysis = analysis with
                {
                    Tickets = sheet?.Tickets ?? [],
                };
                RehearsalWords.Say(place.Rehearsal, screen.Out);
                if (screen.AsJson)
                    screen.Json(analysis);
                else
                    await TellAsync(store, analysis, parsed.GetValue(full), screen, cancellationToken);
                return 0;
            }
        );
        return command;
    }

    private static async Task TellAsync(
        IArtifactStore store,
        RaceAnalysis analysis,
        bool full,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var race = analysis.Race;
        var snapshot = await ReadAsync<Snapshot>(store, ArtifactPaths.Snapshot(race, Phase.H5), cancellationToken);
        if (full)
        {
            var end = await new RaceEndReader(store, new PlanStore(store)).FindAsync(race, cancellationToken);
            AnalysisAccount.Write(screen.Out, analysis, snapshot, end, Texts.Culture);
            return;
        }
        foreach (var line in ShortAnswer.Of(analysis, snapshot, Texts.Culture))
            screen.Out.WriteLine(line);
    }

    private static async Task<T?> ReadAsync<T>(IArtifactStore store, string path, CancellationToken cancellationToken)
        where T : class => await store.GetAsync(path, cancellationToken) is { } there ? ArtifactJson.Read<T>(path, there.Content) : null;
}
