using System.CommandLine;
using System.Globalization;
using Hippique.Hosting;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Commands;

/// <summary><c>hippique plan [--date D] [--from FILE]…</c>: the day's races as they would be planned now. Nothing is kept or scheduled.</summary>
public static class PlanCommand
{
    public static Command Create()
    {
        var date = DateOption.Create("plan_date");
        var from = new Option<string[]>("--from") { Description = Texts.Get("plan_from"), HelpName = "FILE" };
        var command = new Command("plan", Texts.Get("plan")) { date, from };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(date), parsed.GetValue(from) ?? [], Screen.Of(parsed), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(DateOnly? date, string[] files, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        var (result, view) =
            files.Length > 0
                ? ViewOf(await FromFilesAsync(files, date, cancellationToken))
                : await FromSitesAsync(settings, date ?? DateOption.Today, cancellationToken);
        if (result is PlanDayResult.NoProgramme none)
            return screen.Fail(SourceProblems.Lines(none.Errors));
        screen.Answer(view!, told => Show(told, screen));
        // The plan stands without what could not be read.
        foreach (var refused in view!.Refused)
            screen.Note(ProblemText.Of(refused));
        return 0;
    }

    private static async Task<PlanDayResult> FromFilesAsync(string[] files, DateOnly? asked, CancellationToken cancellationToken)
    {
        var (date, programmes) = await PlanFiles.ReadAsync(files, asked, cancellationToken);
        var refused = programmes.Select(programme => programme.Answer).OfType<SourceAnswer<Programme>.Refused>().ToList();
        return refused.Count == programmes.Count
            ? new PlanDayResult.NoProgramme([.. refused.Select(answer => answer.Error)])
            : new PlanDayResult.Planned(DayPlanner.Merge(date, programmes));
    }

    private static (PlanDayResult, PlanView?) ViewOf(PlanDayResult result) =>
        (result, result is PlanDayResult.Planned { Plan: var plan } ? PlanView.Of(plan, TimeProvider.System.GetUtcNow()) : null);

    private static async Task<(PlanDayResult, PlanView?)> FromSitesAsync(
        HippiqueSettings settings,
        DateOnly date,
        CancellationToken cancellationToken
    )
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddHippiqueLogging(!Console.IsErrorRedirected, toStandardError: true));
        services.AddHippique(settings);
        await using var provider = services.BuildServiceProvider();
        var (result, view) = ViewOf(await provider.GetRequiredService<PlanDayHandler>().PreviewAsync(date, cancellationToken));
        return view is null
            ? (result, null)
            : (result, await SeenMoney.AddToAsync(view, provider.GetRequiredService<IArtifactStore>(), cancellationToken));
    }

    private static void Show(PlanView view, Screen screen)
    {
        if (view.Simulated)
            screen.Out.WriteLine(Texts.Get("tickets_simulated"));
        foreach (var line in new PlanTable(view.Races, Texts.Culture).Lines)
            screen.Out.WriteLine(line);
        screen.Out.WriteLine();
        foreach (var race in view.Races.Where(race => race.Quinte == true))
            screen.Out.WriteLine(Texts.Get("plan_quinte_line", race.Id.Code, PlanTable.Clock(race.Off), race.Meeting, race.Name));
        var all = view.Races.SelectMany(race => race.Phases).ToList();
        screen.Out.WriteLine(Texts.Get("plan_summary", view.Date, view.Races.Count, all.Count, all.Count(phase => phase.Missed)));
        foreach (var line in PlanMoneyLines.Of(view.Races, Texts.Culture))
            screen.Out.WriteLine(line);
        foreach (var (source, races, at) in view.SourcesInUse())
            screen.Out.WriteLine(
                at is { } stated
                    ? Texts.Get("plan_source_at", source, races, SecondsClock(stated))
                    : Texts.Get("plan_source", source, races)
            );
        foreach (var race in view.Races.Where(race => race.OffClaims.Count > 0))
        {
            var claims = string.Join(", ", race.OffClaims.Select(claim => $"{claim.Source} {PlanTable.Clock(claim.Off)}"));
            screen.Out.WriteLine(Texts.Get("plan_offs", race.Id.Code, claims));
        }
        foreach (var note in view.Notes)
            screen.Out.WriteLine(note);
    }

    private static string SecondsClock(DateTimeOffset instant) =>
        ParisTime.ToParis(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
