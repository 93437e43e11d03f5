using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique played R1C3 [--odds 3.1] [--stake 1]</c> and <c>hippique skip R1C3</c>: what <c>POST /api/tickets/{date}/{id}/played</c> and <c>/skip</c> do.</summary>
public static class BetCommand
{
    public static Command CreatePlayed()
    {
        var stake = new Option<string[]>("--stake") { Description = Texts.Get("played_stake"), HelpName = "1.5|4=1.5" };
        var odds = new Option<string[]>("--odds") { Description = Texts.Get("played_odds"), HelpName = "3.1|4=3.1" };
        var where = new Option<string?>("--operator") { Description = Texts.Get("played_operator") };
        return Create(
            "played",
            parsed => LegAmounts.Read(parsed.GetValue(stake) ?? [], parsed.GetValue(odds) ?? [], parsed.GetValue(where)),
            stake,
            odds,
            where
        );
    }

    public static Command CreateSkip() => Create("skip", static _ => ParseResult<PlayedRequest?>.Ok(null));

    private static Command Create(
        string verb,
        Func<System.CommandLine.ParseResult, ParseResult<PlayedRequest?>> read,
        params Option[] options
    )
    {
        var ticket = new Argument<string>("TICKET") { Description = Texts.Get("played_ticket") };
        var date = DateOption.CreateText("tickets_date");
        var command = new Command(verb, Texts.Get(verb)) { ticket, date };
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var said = read(parsed);
                return said.IsOk
                    ? RunAsync(parsed.GetRequiredValue(ticket), said.Value, parsed.GetValue(date), screen, cancellationToken)
                    : Task.FromResult(screen.Fail(said.Error));
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string ticket,
        PlayedRequest? played,
        string? typed,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var settings = SettingsReader.FromEnvironment();
        var day = DayText.Parse(typed ?? RehearsalFolder.TextOfDay(settings.Data.Folder), TimeProvider.System);
        var read = day.Then(date => BetOrderReader.Read(date, ticket, played, LocalWork.User.Name, SayingWay.Cli));
        if (!read.TryGet(out var order))
            return screen.Fail(read.Error);
        await using var work = await LocalWork.OpenAsync(settings, screen);
        if (work.Service is { } service)
        {
            var path = $"/api/tickets/{order.Race.Date:yyyy-MM-dd}/{Uri.EscapeDataString(ticket)}/{(played is null ? "skip" : "played")}";
            var answered = played is null
                ? await service.PostAsync<BetAnswer>(path, cancellationToken)
                : await service.PostAsync<BetAnswer>(path, played, cancellationToken);
            return answered.TryGet(out var answer) ? Show(answer, screen) : screen.Fail(answered.Error);
        }
        var result = await work.RecordAsync(
            order.Played ? ActionKind.TicketPlayed : ActionKind.TicketSkipped,
            $"{order.Race.Date:yyyy-MM-dd}/{order.Ticket ?? order.Race.Code.ToString()}",
            () => work.Get<BetRecorder>().RecordAsync(order, cancellationToken),
            LocalResults.Of,
            cancellationToken
        );
        return result switch
        {
            BetResult.Recorded recorded => Show(
                BetAnswer.Of(order, recorded, await work.Get<LedgerMode>().IsPaperAsync(recorded.Tickets[0].Simulated, cancellationToken)),
                screen
            ),
            BetResult.Unknown { Why: var why } => screen.Fail(why),
            BetResult.Refused { Why: var why } => screen.Fail(why),
            var other => throw new InvalidOperationException($"nothing to show for {other.GetType().Name}"),
        };
    }

    private static int Show(BetAnswer answer, Screen screen)
    {
        screen.Json(answer);
        var lines = new FateLines(Texts.Culture);
        foreach (var line in answer.Tickets.SelectMany(fate => lines.Of(fate)))
            screen.Out.WriteLine(line);
        if (!answer.News)
            screen.Say(Texts.Get("played_before"));
        if (answer.PaperMode)
            screen.Say(Texts.Get("paper_mode"));
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
        return 0;
    }
}
