using System.CommandLine;
using System.Globalization;
using Hippique.Doctor;
using Hippique.Doctor.Cloud;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Tasks;
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
                CloudCheck.Wrong(Environment.GetEnvironmentVariable),
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
        // Queue, counts and locks lie there: without it nothing of the rest can say anything either.
        var database = await DatabaseCheck.RunAsync(settings, cancellationToken);
        if (database is not null)
            checks.Add(database);
        if (database?.State == CheckState.Error)
            return new DoctorReport(checks);
        var bucket = await BucketCheck.RunAsync(settings, cancellationToken);
        IReadOnlyList<DateTimeOffset> due = [];
        // Plan, sources and their counts lie there.
        if (bucket.IsUsable)
        {
            try
            {
                due = await AddKeptAsync(checks, settings, today, cancellationToken);
            }
            // The boundary to the bucket: what it refuses is a finding, and the project is still to be asked.
            catch (ArtifactException refused) when (settings.Data.Bucket is not null)
            {
                bucket = BucketCheck.Refused(refused);
            }
        }
        if (settings.Cloud is null)
            checks.Add(CloudCheck.Embedded(Environment.GetEnvironmentVariable));
        else
            checks.AddRange(await CloudChecks.RunAsync(settings, due, change: null, cancellationToken));
        checks.Add(await NotifyCheck.RunAsync(settings, bucket.IsUsable, cancellationToken));
        checks.Add(TelemetryCheck.Of(settings.Telemetry));
        if (bucket.Check is { } kept)
            checks.Add(kept);
        return new DoctorReport(checks);
    }

    /// <summary>What is known from the day's files, and the sources; gives the instants of the day's tasks if the queue is Google Cloud's.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset>> AddKeptAsync(
        List<DoctorCheck> checks,
        HippiqueSettings settings,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
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
        var plan = PlanCheck.Of(await health.PlanAsync(today, cancellationToken));
        checks.Add(
            settings.Cloud is not null && plan.State != CheckState.Ok ? plan with { Advice = Texts.Get("doctor_plan_cloud_advice") } : plan
        );
        checks.AddRange(asked);
        checks.AddRange(news);
        checks.AddRange(await FigureChecks.RunAsync([.. provider.GetServices<IFigureSource>()], today, cancellationToken));
        checks.AddRange(await BudgetChecks.RunAsync(store, settings.Sources.RequestsPerDay, TimeProvider.System, cancellationToken));
        if (settings.Cloud is null)
        {
            checks.Add(await QueueCheck.RunAsync(settings, today, cancellationToken));
            return [];
        }
        var tasks = await provider.GetRequiredService<ITaskStore>().OfDayAsync(today, cancellationToken);
        return [.. tasks.Select(record => record.Task.DueAt)];
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
