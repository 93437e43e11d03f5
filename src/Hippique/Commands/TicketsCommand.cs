using System.CommandLine;
using System.Globalization;
using Hippique.Api;
using Hippique.Gpi.Guards;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Spectre.Console;

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
                RunAsync(parsed.GetValue(date) ?? DateOption.Today, parsed.GetValue(data), parsed.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(DateOnly date, string? data, bool json, CancellationToken cancellationToken)
    {
        var folder = data ?? SettingsReader.FromEnvironment().Data.Folder;
        using var store = new DiskArtifactStore(folder);
        if (await new TicketsReader(store, new PlanStore(store)).ReadAsync(date, cancellationToken) is not { } day)
            return CommandOutput.Fail(Texts.Get("tickets_no_plan", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), store.Root));
        if (json)
            CommandOutput.WriteJson(TicketsAnswer.Of(day));
        else
            Show(day);
        return 0;
    }

    private static void Show(DayTickets day)
    {
        if (day.Simulated)
            Say(Texts.Get("tickets_simulated"));
        if (day.ModelledPrices)
            Say(Texts.Get("tickets_modelled"));
        Say(Texts.Get("tickets_summary", day.Races, day.Play, day.Abstain, day.Unplayable));
        if (day.Tickets.Count > 0)
            AnsiConsole.Write(Tickets(day));
        if (day.ClosestCalls.Count > 0)
        {
            Say(Texts.Get("tickets_closest"));
            foreach (var call in day.ClosestCalls)
            {
                Say(
                    Texts.Get(
                        "tickets_call",
                        call.Race.Code,
                        call.Meeting,
                        call.Number,
                        call.Horse,
                        call.Price,
                        call.PlayableFrom,
                        call.Reason?.Text()
                    )
                );
            }
        }
        Say(ResponsibleGambling.Line);
    }

    private static Table Tickets(DayTickets day)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in "race meeting bet horse stake odds minimum until".Split(' '))
            table.AddColumn(new TableColumn(Markup.Escape(Texts.Get($"tickets_column_{column}"))));
        foreach (var line in day.Tickets)
        {
            foreach (var leg in line.Ticket.Legs)
            {
                table.AddRow(
                    new[]
                    {
                        line.Ticket.Race.Code.ToString(),
                        line.Meeting,
                        $"{Texts.Get($"bet_{BetName(line.Ticket.Bet)}")} ({line.Ticket.Pool.Code()})",
                        string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {horse}")),
                        leg.Stake.Amount.ToString("0.00 €", Texts.Culture),
                        leg.Odds.ToString("0.0", Texts.Culture),
                        leg.MinimumOdds.ToString("0.0", Texts.Culture),
                        ParisTime.ToParis(line.Ticket.ExpiresAt).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                    }
                        .Select(Markup.Escape)
                        .ToArray()
                );
            }
        }
        return table;
    }

    // Not through the console of tables, which would break lines at 80 characters in a pipe.
    private static void Say(string line) => Console.Out.WriteLine(line);

    private static string BetName(BetType bet) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(bet.ToString());
}
