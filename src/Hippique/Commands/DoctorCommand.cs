using System.CommandLine;
using System.Globalization;
using Hippique.Doctor;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Health;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Figures;
using Hippique.Sources.Reads;
using Hippique.Sources.Recording;
using Hippique.Sources.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console;

namespace Hippique.Commands;

/// <summary><c>hippique doctor [--json]</c>: configuration, machine, sources and queue, with what to do; exit code 1 if something is broken.</summary>
public static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", Texts.Get("doctor"));
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var report = await ReportAsync(cancellationToken);
                var screen = Screen.Of(parsed);
                screen.Answer(report, told => Show(told, screen));
                return report.Healthy ? 0 : 1;
            }
        );
        return command;
    }

    private static async Task<DoctorReport> ReportAsync(CancellationToken cancellationToken)
    {
        HippiqueSettings settings;
        try
        {
            settings = SettingsReader.FromEnvironment();
        }
        catch (ConfigurationException wrong)
        {
            return new DoctorReport([
                .. wrong.Problems.Select(problem => new DoctorCheck(
                    "configuration",
                    CheckState.Error,
                    ProblemText.Of(problem),
                    Texts.Get("doctor_configuration_advice")
                )),
                MachineChecks.TimeZone(),
                CloudCheck.Of(Environment.GetEnvironmentVariable),
            ]);
        }
        var today = DateOption.Today;
        var disk = MachineChecks.Disk(settings.Data.Folder);
        var checks = new List<DoctorCheck>
        {
            new(
                "configuration",
                CheckState.Ok,
                Texts.Get("doctor_configuration_ok", string.Join(", ", settings.Sources.Order), settings.Play.Model.Name)
            ),
            MachineChecks.TimeZone(),
            disk,
        };
        // Without a folder nothing of the rest can say anything.
        if (disk.State == CheckState.Error)
            return new DoctorReport(checks);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHippique(settings);
        services.RemoveAll<IHostedService>();
        await using var provider = services.BuildServiceProvider();
        var sources = provider.GetRequiredService<SourceSet>().InOrder;
        var store = provider.GetRequiredService<ISourceStore>();
        // What was there before this check asks the sources itself.
        var health = provider.GetRequiredService<HealthReader>();
        var news = NewsChecks.Of(await health.SourcesAsync(cancellationToken), await health.FavouritesAsync(cancellationToken));
        var asked = await SourceChecks.RunAsync(
            sources,
            today,
            () => Pages(settings.Data.Folder, today),
            new LastReads(store),
            cancellationToken
        );
        checks.Insert(2, MachineChecks.Clock(Pages(settings.Data.Folder, today)));
        checks.Add(PlanCheck.Of(await health.PlanAsync(today, cancellationToken)));
        checks.AddRange(asked);
        checks.AddRange(news);
        checks.AddRange(await FigureChecks.RunAsync([.. provider.GetServices<IFigureSource>()], today, cancellationToken));
        checks.AddRange(await BudgetChecks.RunAsync(store, settings.Sources.RequestsPerDay, TimeProvider.System, cancellationToken));
        checks.Add(await QueueCheck.RunAsync(settings, today, cancellationToken));
        checks.Add(CloudCheck.Of(Environment.GetEnvironmentVariable));
        return new DoctorReport(checks);
    }

    private static RecordedPages? Pages(string folder, DateOnly today)
    {
        try
        {
            return RecordedPages.Load(Path.Combine(folder, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }
        // Nothing has been recorded today yet.
        catch (Exception absent) when (absent is UnreadableFileException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static void Show(DoctorReport report, Screen screen)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in "check state found advice".Split(' '))
            table.AddColumn(Markup.Escape(Texts.Get($"doctor_column_{column}")));
        foreach (var check in report.Checks)
        {
            var state = check.State switch
            {
                CheckState.Ok => "[green]✓[/]",
                CheckState.Warning => "[yellow]![/]",
                _ => "[red]✗[/]",
            };
            table.AddRow(
                Markup.Escape(CheckWords.Of(check.Name, Texts.Culture)),
                state,
                Markup.Escape(check.Found),
                Markup.Escape(check.Advice)
            );
        }
        // Sentences: they are broken, and lose nothing.
        screen.Write(table);
    }
}
