using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique actions [--date D]</c>: what people did on a day, when, from where, and what came of it, as <c>GET /api/actions</c> gives it.</summary>
public static class ActionsCommand
{
    public static Command Create()
    {
        var date = DateOption.CreateText("cli_actions_date");
        var command = new Command("actions", Texts.Get("cli_actions")) { date };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(date), Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? date, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        await using var work = await LocalWork.OpenAsync(settings);
        var read = await ReadAsync(work, date ?? RehearsalFolder.TextOfDay(settings.Data.Folder), cancellationToken);
        if (!read.TryGet(out var answer))
            return screen.Fail(read.Error);
        screen.Json(answer);
        foreach (var line in new ActionLines(Texts.Culture).Of(answer))
            screen.Out.WriteLine(line);
        return 0;
    }

    private static async Task<ParseResult<ActionsAnswer>> ReadAsync(LocalWork work, string date, CancellationToken cancellationToken)
    {
        if (work.Service is { } service)
            return await service.GetAsync<ActionsAnswer>($"/api/actions?date={Uri.EscapeDataString(date)}", cancellationToken);
        var parsed = DayText.Parse(date, TimeProvider.System);
        return parsed.TryGet(out var day)
            ? ParseResult<ActionsAnswer>.Ok(new ActionsAnswer(day, await work.Get<ActionLog>().ReadAsync(day, cancellationToken)))
            : ParseResult<ActionsAnswer>.Fail(parsed.Error);
    }
}
