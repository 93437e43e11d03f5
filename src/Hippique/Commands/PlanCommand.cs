using System.CommandLine;
using System.Globalization;
using Hippique.Hosting;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;
using Spectre.Console;

namespace Hippique.Commands;

/// <summary><c>hippique plan [--date D] [--from FILE]… [--json]</c>: the day's races as they would be planned now. Nothing is kept or scheduled.</summary>
public static class PlanCommand
{
    public static Command Create()
    {
        var date = DateOption.Create("plan_date");
        var from = new Option<string[]>("--from") { Description = Texts.Get("plan_from"), HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = Texts.Get("plan_json") };
        var command = new Command("plan", Texts.Get("plan")) { date, from, json };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(date), parsed.GetValue(from) ?? [], parsed.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(DateOnly? date, string[] files, bool json, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        var result =
            files.Length > 0
                ? await FromFilesAsync(files, date, cancellationToken)
                : await FromSitesAsync(settings, date ?? DateOption.Today, cancellationToken);
        if (result is PlanDayResult.NoProgramme none)
            return CommandOutput.Fail([.. none.Errors.Select(error => error.ToString())]);
        var view = PlanView.Of(((PlanDayResult.Planned)result).Plan, TimeProvider.System.GetUtcNow());
        if (json)
            CommandOutput.WriteJson(view);
        else
            Show(view);
        // The races that could be read are shown; what could not be is an error all the same.
        return view.Refused.Count == 0 ? 0 : CommandOutput.Fail([.. view.Refused.Select(error => error.ToString())]);
    }

    private static async Task<PlanDayResult> FromFilesAsync(string[] files, DateOnly? asked, CancellationToken cancellationToken)
    {
        var (date, programmes) = await PlanFiles.ReadAsync(files, asked, cancellationToken);
        var refused = programmes.Select(programme => programme.Answer).OfType<SourceAnswer<Programme>.Refused>().ToList();
        return refused.Count == programmes.Count
            ? new PlanDayResult.NoProgramme([.. refused.Select(answer => answer.Error)])
            : new PlanDayResult.Planned(DayPlanner.Merge(date, programmes));
    }

    private static async Task<PlanDayResult> FromSitesAsync(HippiqueSettings settings, DateOnly date, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddHippiqueLogging(!Console.IsErrorRedirected, toStandardError: true));
        services.AddHippique(settings);
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<PlanDayHandler>().PreviewAsync(date, cancellationToken);
    }

    private static void Show(PlanView view)
    {
        if (view.Simulated)
            Console.Out.WriteLine(Texts.Get("tickets_simulated"));
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in "race time h30 h5 meeting country runners missed".Split(' '))
            table.AddColumn(new TableColumn(Markup.Escape(Texts.Get($"plan_column_{column}"))));
        foreach (var race in view.Races)
        {
            string[] row =
            [
                race.Id.Code.ToString(),
                Clock(race.Off),
                Clock(race.H30),
                Clock(race.H5),
                race.Meeting,
                race.Country,
                race.Runners?.ToString(Texts.Culture) ?? "",
                race.Cancelled ? Texts.Get("plan_cancelled") : string.Join(' ', race.Phases.Where(phase => phase.Missed).Select(Short)),
            ];
            table.AddRow([.. row.Select(Markup.Escape)]);
        }
        AnsiConsole.Write(table);
        var all = view.Races.SelectMany(race => race.Phases).ToList();
        var day = view.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Console.Out.WriteLine(Texts.Get("plan_summary", day, view.Races.Count, all.Count, all.Count(phase => phase.Missed)));
        foreach (var (source, races, at) in view.SourcesInUse())
            Console.Out.WriteLine(
                at is { } stated
                    ? Texts.Get("plan_source_at", source, races, SecondsClock(stated))
                    : Texts.Get("plan_source", source, races)
            );
        foreach (var race in view.Races.Where(race => race.OffClaims.Count > 0))
        {
            var claims = string.Join(", ", race.OffClaims.Select(claim => $"{claim.Source} {Clock(claim.Off)}"));
            Console.Out.WriteLine(Texts.Get("plan_offs", race.Id.Code, claims));
        }
        foreach (var note in view.Notes)
            Console.Out.WriteLine(note);
    }

    private static string Short(PlanViewPhase phase) => phase.Phase == Phase.H30 ? "H-30" : "H-5";

    private static string SecondsClock(DateTimeOffset instant) =>
        ParisTime.ToParis(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Clock(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH:mm", CultureInfo.InvariantCulture);
}
