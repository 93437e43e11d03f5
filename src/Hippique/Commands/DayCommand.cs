using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique day [--date D] [--all] [--watch]</c>: every task of a day with its state, lateness and reason, as <c>GET /api/days/{date}</c> gives them.</summary>
public static class DayCommand
{
    public static Command Create()
    {
        var date = DateOption.CreateText("day_date");
        var all = new Option<bool>("--all") { Description = Texts.Get("day_all") };
        var watch = new Option<bool>("--watch") { Description = Texts.Get("day_watch") };
        var command = new Command("day", Texts.Get("day")) { date, all, watch };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(date), parsed.GetValue(all), parsed.GetValue(watch), Screen.Of(parsed), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(string? date, bool all, bool watch, Screen screen, CancellationToken cancellationToken)
    {
        if (watch && screen.AsJson)
            return screen.Fail(Texts.Get("day_watch_json"));
        var settings = SettingsReader.FromEnvironment();
        var asked = date ?? RehearsalFolder.TextOfDay(settings.Data.Folder);
        await using var work = await LocalWork.OpenAsync(settings);
        if (watch)
        {
            return work.Service is null
                ? screen.Fail(Texts.Get("day_watch_no_service", settings.Data.Folder))
                : await new DayWatch(() => ReadAsync(work, asked, cancellationToken), screen).RunAsync(cancellationToken);
        }
        var read = await ReadAsync(work, asked, cancellationToken);
        if (!read.TryGet(out var day))
            return screen.Fail(read.Error);
        screen.Json(day);
        var lines = new DayLines(Texts.Culture);
        foreach (var line in all ? lines.All(day) : lines.Of(day))
            screen.Out.WriteLine(line);
        return 0;
    }

    private static async Task<ParseResult<DayTasks>> ReadAsync(LocalWork work, string date, CancellationToken cancellationToken)
    {
        if (work.Service is { } service)
            return await service.GetAsync<DayTasks>($"/api/days/{date}", cancellationToken);
        var parsed = DayText.Parse(date, TimeProvider.System);
        if (!parsed.TryGet(out var day))
            return ParseResult<DayTasks>.Fail(parsed.Error);
        return await work.Get<DayTasksReader>().ReadAsync(day, cancellationToken) is { } found
            ? ParseResult<DayTasks>.Ok(found)
            : ParseResult<DayTasks>.Fail(Problem.Of($"{day:yyyy-MM-dd} has not been planned"));
    }
}
