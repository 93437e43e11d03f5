using System.CommandLine;
using System.Globalization;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;

namespace Hippique.Commands;

/// <summary><c>hippique tickets [--date D] [--data DIR] [--json]</c>: what the day proposes, until when and down to which odds, and what came close.</summary>
public static class TicketsCommand
{
    public static Command Create()
    {
        var date = DateOption.Create("tickets_date");
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var json = new Option<bool>("--json") { Description = Texts.Get("tickets_json") };
        var command = new Command("tickets", Texts.Get("tickets")) { date, data, json };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(date) ?? DateOption.Today,
                    parsed.GetValue(data),
                    parsed.GetValue(json),
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(DateOnly date, string? data, bool json, Screen screen, CancellationToken cancellationToken)
    {
        var folder = data ?? SettingsReader.FromEnvironment().Data.Folder;
        using var store = new DiskArtifactStore(folder);
        if (await new TicketsReader(store, new PlanStore(store)).ReadAsync(date, cancellationToken) is not { } day)
            return screen.Fail(Texts.Get("tickets_no_plan", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), store.Root));
        if (json)
            screen.Json(TicketsAnswer.Of(day));
        else
        {
            foreach (var line in new TicketLines(Texts.Culture).Of(day))
                screen.Out.WriteLine(line);
            screen.Out.WriteLine(ResponsibleGambling.Line);
        }
        return 0;
    }
}
