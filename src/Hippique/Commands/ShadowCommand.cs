using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Trials;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary>
/// <c>hippique shadow [--month 2026-05]</c>: which rules or model would have done what; <c>hippique shadow fill</c>: goes through stored days that the books have not yet.
/// </summary>
public static class ShadowCommand
{
    private static readonly string[] Columns =
    [
        "<shadow_column_book",
        "bilan_column_bets",
        "bilan_column_staked",
        "shadow_column_returned",
        "bilan_column_roi",
        "bilan_column_interval",
        "shadow_column_days",
    ];

    public static Command Create()
    {
        var month = new Option<string?>("--month") { Description = Texts.Get("bilan_month"), HelpName = "YYYY-MM" };
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var command = new Command("shadow", Texts.Get("shadow")) { month, data, CreateFill() };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var asked = MonthText.ParseOrAll(parsed.GetValue(month));
                return asked.IsOk
                    ? await ShowAsync(asked.Value, parsed.GetValue(data), screen, cancellationToken)
                    : screen.Fail(asked.Error);
            }
        );
        return command;
    }

    private static Command CreateFill()
    {
        var from = DateOption.Create("shadow_from", "--from");
        var to = DateOption.Create("shadow_to", "--to");
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var command = new Command("fill", Texts.Get("shadow_fill")) { from, to, data };
        command.SetAction(
            (parsed, cancellationToken) =>
                FillAsync(
                    parsed.GetValue(from) ?? DateOnly.MinValue,
                    parsed.GetValue(to) ?? DateOnly.MaxValue,
                    parsed.GetValue(data),
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> ShowAsync(DateOnly? month, string? data, Screen screen, CancellationToken cancellationToken)
    {
        using var place = ArtifactPlace.Open(data);
        var report = await new ShadowReader(place.Store).ReadAsync(month, cancellationToken);
        screen.Json(report);
        RehearsalWords.Say(place.Rehearsal, screen.Out);
        var words = new ShadowLines(Texts.Culture);
        foreach (var line in words.Head(report))
            screen.Out.WriteLine(line);
        if (report.Books.Count > 0)
            screen.Table(Columns, report.Books.Select(row => words.Row(row, report)));
        foreach (var line in words.Foot(report))
            screen.Out.WriteLine(line);
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
        return report.Changed.Count == 0 ? 0 : 1;
    }

    private static async Task<int> FillAsync(DateOnly from, DateOnly to, string? data, Screen screen, CancellationToken cancellationToken)
    {
        var play = SettingsReader.FromEnvironment().Play;
        using var place = ArtifactPlace.Open(data);
        if (place.Rehearsal is not null)
            return screen.Fail(Texts.Get("rehearsal_own_clock", place.Name));
        var settings = play.ForPhases();
        var fill = new ShadowFill(place.Store, new PlanStore(place.Store), new SettlementSettings(), TimeProvider.System);
        IReadOnlyList<ShadowBook> books =
        [
            .. play.Shadows(settings).Books,
            .. await new TrialDesk(place.Store, fill, TimeProvider.System).BooksAsync(settings.ProgramVersion, cancellationToken),
        ];
        var filled = await fill.FillAsync(books, from, to, cancellationToken);
        screen.Json(new ShadowFillAnswer(Ok: true, books.Count, filled.Days, filled.Races, filled.Tickets, filled.Settled));
        screen.Say(Texts.Get("shadow_filled", books.Count, filled.Days, filled.Races, filled.Tickets, filled.Settled));
        return 0;
    }

    /// <summary>What <c>shadow fill --json</c> answers.</summary>
    private sealed record ShadowFillAnswer(bool Ok, int Books, int Days, int Analyses, int Tickets, int Settlements);
}
