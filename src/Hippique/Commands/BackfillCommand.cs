using System.CommandLine;
using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backfill;
using Hippique.Racing;
using Hippique.Rehearsal;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Hippique.Sources.Storage;

namespace Hippique.Commands;

/// <summary><c>hippique backfill --from DAY [--to DAY] [--sources pmu] [--resume] [--out FOLDER]</c>: past days as files for fits and evaluations.</summary>
public static class BackfillCommand
{
    public static Command Create()
    {
        var from = DateOption.Create("backfill_from", "--from");
        from.Required = true;
        var to = DateOption.Create("backfill_to", "--to");
        var sources = new Option<string>("--sources")
        {
            Description = Texts.Get("backfill_sources"),
            DefaultValueFactory = _ => PmuSite.Name,
        };
        var resume = new Option<bool>("--resume") { Description = Texts.Get("backfill_resume") };
        var output = new Option<string?>("--out") { Description = Texts.Get("backfill_out"), HelpName = "FOLDER" };
        var command = new Command("backfill", Texts.Get("backfill")) { from, to, sources, resume, output };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    Screen.Of(parsed),
                    parsed.GetValue(from)!.Value,
                    parsed.GetValue(to) ?? DateOption.Today.AddDays(-1),
                    parsed.GetRequiredValue(sources),
                    parsed.GetValue(resume),
                    parsed.GetValue(output),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Screen screen,
        DateOnly from,
        DateOnly to,
        string source,
        bool resume,
        string? output,
        CancellationToken cancellationToken
    )
    {
        if (source != PmuSite.Name)
            return screen.Fail(Texts.Get("backfill_source_wrong", Quoted.Short(source)));
        if (to >= DateOption.Today)
            return screen.Fail(Texts.Get("backfill_not_over", to, DateOption.Today.AddDays(-1)));
        if (to < from)
            return screen.Fail(Texts.Get("evaluate_days_wrong", from, to));
        var settings = SettingsReader.FromEnvironment();
        // Requests there are counted on the day that is rehearsed.
        if (RehearsalAnchor.Find(settings.Data.Folder) is not null)
            return screen.Fail(Texts.Get("rehearsal_own_clock", settings.Data.Folder));
        var root = Path.GetFullPath(output ?? Path.Combine(settings.Data.Folder, ArtifactPaths.Backfill));
        using var held = DataFolderLock.TryTake(root, ".backfill.lock");
        if (held is null)
            return screen.Fail(Texts.Get("backfill_held", root));
        using var store = new DiskArtifactStore(root);
        var folder = new BackfillFolder(store);
        var known = await folder.KnownAsync(from, to, cancellationToken);
        if (known.Count > 0 && !resume)
            return screen.Fail(Texts.Get("backfill_known", root, known.Count));
        var order = new BackfillOrder(from, to, settings.Play.Countries);
        var report = await FetchAsync(settings, folder, order, screen, cancellationToken);
        return BackfillAnswer.Show(screen, root, report);
    }

    private static async Task<BackfillReport> FetchAsync(
        HippiqueSettings settings,
        BackfillFolder folder,
        BackfillOrder order,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddHippiqueLogging(!Console.IsErrorRedirected, toStandardError: true));
        services.AddHippique(settings);
        await using var provider = services.BuildServiceProvider();
        // Not the client of the looks: what it is told is not recorded among the pages of today.
        var options = provider.GetRequiredService<SourceHttpOptions>().ForPastDays();
        var counts = provider.GetRequiredService<ISourceStore>();
        using var client = new PoliteClient(
            options,
            TimeProvider.System,
            RealTime.Instance,
            logger: provider.GetRequiredService<ILogger<PoliteClient>>(),
            store: counts,
            turns: provider.GetService<IHostTurns>()
        );
        var left = order.Days.Count() - (await folder.WholeAsync(cancellationToken)).Count(day => day >= order.From && day <= order.To);
        if (left > 0)
            screen.Say(Texts.Get("backfill_pace", left, PoliteClient.PastDaysDistance(options).TotalSeconds, MinutesOf(options)));
        return await new BackfillRun(new PmuPastDays(client, options, counts, folder), folder, TimeProvider.System).RunAsync(
            order,
            new EachDay(day => screen.Out.WriteLine(BackfillAnswer.LineOf(day))),
            cancellationToken
        );
    }

    /// <summary>A day of thirty races, each with four requests, and its programme.</summary>
    private static double MinutesOf(SourceHttpOptions options) => 121 * PoliteClient.PastDaysDistance(options).TotalMinutes;

    /// <summary>Told at once, in the order of the days.</summary>
    private sealed class EachDay(Action<BackfilledDay> tell) : IProgress<BackfilledDay>
    {
        public void Report(BackfilledDay value) => tell(value);
    }
}
