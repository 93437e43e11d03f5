using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique tickets [--date D] [--data DIR]</c>: what the day proposes, until when and down to which odds, and what came close.</summary>
public static class TicketsCommand
{
    public static Command Create()
    {
        var date = DateOption.Create("tickets_date");
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var command = new Command("tickets", Texts.Get("tickets")) { date, data };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed.GetValue(date), parsed.GetValue(data), Screen.Of(parsed), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(DateOnly? asked, string? data, Screen screen, CancellationToken cancellationToken)
    {
        using var place = ArtifactPlace.Open(data);
        var date = asked ?? place.Today;
        if (await new TicketsReader(place.Store, new PlanStore(place.Store)).ReadAsync(date, cancellationToken) is not { } day)
            return screen.Fail(Texts.Get("tickets_no_plan", date, place.Name));
        var ledger = new StoredLedger(place.Store);
        var fates = await new FatesReader(ledger, new LedgerMode(ledger)).ReadAsync(date, day.Simulated, cancellationToken);
        screen.Json(TicketsAnswer.Of(day, fates, place.Rehearsal));
        RehearsalWords.Say(place.Rehearsal, screen.Out);
        foreach (var line in new TicketLines(Texts.Culture).Of(day, fates))
            screen.Out.WriteLine(line);
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
        return 0;
    }
}
