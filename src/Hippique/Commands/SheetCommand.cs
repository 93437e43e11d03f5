using System.CommandLine;
using System.Text;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Sheets;
using Hippique.Orchestration.Statistics;
using Hippique.Pages;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary>
/// <c>hippique feuille [--date D] [--data DIR] [--format text|html|csv] [--output FILE]</c>: what a player takes along if no ticket is proposed. It reads the day, keeps nothing and
/// asks no site.
/// </summary>
public static class SheetCommand
{
    private static readonly string[] Formats = ["text", "html", "csv"];

    public static Command Create()
    {
        var date = DateOption.Create("tickets_date");
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var format = new Option<string?>("--format") { Description = Texts.Get("sheet_format"), HelpName = string.Join('|', Formats) };
        var output = new Option<string?>("--output") { Description = Texts.Get("sheet_output"), HelpName = "FILE" };
        var command = new Command("feuille", Texts.Get("sheet")) { date, data, format, output };
        command.Aliases.Add("sheet");
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var (screen, file) = (Screen.Of(parsed), parsed.GetValue(output));
                var form = parsed.GetValue(format) ?? FormatOf(file);
                if (!Formats.Contains(form))
                    return screen.Fail(Texts.Get("sheet_format_wrong", Quoted.Short(form)));
                var settings = SettingsReader.FromEnvironment();
                using var place = parsed.GetValue(data) is { } folder ? ArtifactPlace.Open(folder) : ArtifactPlace.Open(settings.Data);
                var day = parsed.GetValue(date) ?? place.Today;
                var read = await ReadAsync(day, place, settings, cancellationToken);
                if (!read.TryGet(out var sheet))
                    return screen.Fail(read.Error);
                if (file is not null)
                    await File.WriteAllBytesAsync(file, Bytes(form, sheet, place.Rehearsal), cancellationToken);
                screen.Json(SheetAnswer.Of(sheet, place.Rehearsal));
                screen.Out.Write(file is null ? Encoding.UTF8.GetString(Bytes(form, sheet, place.Rehearsal)) : Written(file));
                if (form == "csv" && !screen.AsJson)
                    Warn(screen, place.Rehearsal);
                return 0;
            }
        );
        return command;
    }

    private static string FormatOf(string? file) =>
        Path.GetExtension(file)?.ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" => "html",
            ".CSV" => "csv",
            _ => "text",
        };

    private static async Task<ParseResult<DaySheet>> ReadAsync(
        DateOnly date,
        ArtifactPlace place,
        HippiqueSettings own,
        CancellationToken cancellationToken
    )
    {
        // A rehearsal plays what its recording has, on a clock of its own.
        var (play, anchor) = (own.Play, place.Anchor);
        var clock = anchor is { IsOfThisBoot: true } ? anchor.Clock() : TimeProvider.System;
        var settings = play.ForPhases() with
        {
            Operators = anchor?.Operators ?? play.Operators,
            Countries = anchor?.Countries ?? play.Countries,
            Module = own.Module,
        };
        var history = RaceHistory.Empty;
        var analyser = new RaceAnalyser(RuleSets.Load(play.Rules).Value, play.Model);
        var sheets = new DaySheets(place.Store, new PlanStore(place.Store), analyser, () => history, settings);
        if (sheets.Refusal is { } refusal)
            return ParseResult<DaySheet>.Fail(refusal);
        history = await new HistoryStore(place.Store).LoadAsync(cancellationToken);
        return await sheets.ReadAsync(date, clock.GetUtcNow(), cancellationToken) is { } sheet
            ? ParseResult<DaySheet>.Ok(sheet)
            : ParseResult<DaySheet>.Fail(Texts.Said("tickets_no_plan", date, place.Name));
    }

    private static byte[] Bytes(string format, DaySheet sheet, RehearsalMark? rehearsal) =>
        format switch
        {
            "html" => Encoding.UTF8.GetBytes(new SheetPage(sheet, rehearsal, Texts.Culture).ToString()),
            "csv" => SheetCsv.Write(sheet),
            _ => Encoding.UTF8.GetBytes(TextOf(sheet, rehearsal)),
        };

    private static string TextOf(DaySheet sheet, RehearsalMark? rehearsal)
    {
        var text = new StringWriter { NewLine = "\n" };
        RehearsalWords.Say(rehearsal, text);
        foreach (var line in new SheetLines(Texts.Culture).Of(sheet).Concat(ResponsibleGambling.Lines(Texts.Culture)))
            text.WriteLine(line);
        return text.ToString();
    }

    private static string Written(string file) => Texts.Get("sheet_written", Path.GetFullPath(file)) + Environment.NewLine;

    /// <summary>A table for machines has no place for it.</summary>
    private static void Warn(Screen screen, RehearsalMark? rehearsal)
    {
        RehearsalWords.Say(rehearsal, screen.Error);
        screen.Error.WriteLine(ResponsibleGambling.Paragraph);
    }
}
