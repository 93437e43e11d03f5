using Hippique.Commands;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Events;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary><c>hippique serve --rehearse DAY</c>: begins a rehearsal or goes on with one, and serves it.</summary>
internal static class RehearsalRun
{
    /// <summary>Returns the exit code: 0 stopped, 1 it could not start or, where it was to stop with its day, a look was missed or failed.</summary>
    public static async Task<int> RunAsync(RehearsalOrder order, Screen screen, CancellationToken cancellationToken)
    {
        if (order.Speed is { } speed && !(speed is >= 1 and <= RehearsalOrder.Fastest))
            return screen.Fail(Problem.Of($"--speed: {Texts.Said("rehearsal_speed_wrong", RehearsalOrder.Fastest)}"));
        var own = SettingsReader.FromEnvironment();
        var (folder, anchor) = Find(order, own);
        var known = anchor is not null;
        if (anchor is null)
        {
            var begun = await new RehearsalStart(own, screen).BeginAsync(order, folder, cancellationToken);
            if (begun is not (var made, var kept))
                return 1;
            (folder, anchor) = (made, kept);
        }
        if (Refusal(order, own, folder!, anchor) is { } refusal)
            return screen.Fail(refusal);
        if (!await IsMirroredAsync(anchor, screen, cancellationToken))
            return 1;
        try
        {
            Say(anchor, folder!, known, screen);
            return await ServeAsync(own, anchor, folder!, order.UntilEnd, screen, cancellationToken);
        }
        finally
        {
            // After the last task of the service that may have asked it.
            await MirrorProcess.LeaveAsync(anchor.Mirror);
        }
    }

    private static (string? Folder, RehearsalAnchor? Anchor) Find(RehearsalOrder order, HippiqueSettings own)
    {
        var here = Directory.GetCurrentDirectory();
        if (order.Into is null)
            return RehearsalFolder.FindOpen(here, order, own.Postgres is not null) is var (open, anchor) ? (open, anchor) : (null, null);
        var folder = Path.GetFullPath(order.Into, here);
        return (folder, RehearsalAnchor.Find(folder));
    }

    private static string? Refusal(RehearsalOrder order, HippiqueSettings own, string folder, RehearsalAnchor anchor) =>
        !anchor.IsOfThisBoot ? Texts.Get("rehearsal_rebooted", folder)
        : (anchor.DatabaseSchema is null) != (own.Postgres is null)
            ? Texts.Get("rehearsal_other_queue", folder, anchor.DatabaseSchema is null ? "embedded" : PostgresReader.Queue)
        : order.Means(anchor) ? null
        : Texts.Get("rehearsal_other", folder, anchor.Day, anchor.Speed, ParisTime.ToParis(anchor.Start));

    /// <summary>Its mirror may have outlived the process that was killed.</summary>
    private static async Task<bool> IsMirroredAsync(RehearsalAnchor anchor, Screen screen, CancellationToken cancellationToken)
    {
        if (await MirrorProcess.JoinAsync(anchor, cancellationToken))
            return true;
        var started = await MirrorProcess.StartAsync(anchor.Day, anchor.Mirror.Port, cancellationToken);
        // Another process of the same rehearsal may have started it meanwhile.
        if (await MirrorProcess.JoinAsync(anchor, cancellationToken))
            return true;
        var failed = started as MirrorStart.Failed ?? new MirrorStart.Failed([Texts.Get("rehearsal_mirror_strange", anchor.Mirror)]);
        screen.Fail(failed.Errors);
        return false;
    }

    private static void Say(RehearsalAnchor anchor, string folder, bool known, Screen screen)
    {
        var now = ParisTime.ToParis(anchor.Clock().GetUtcNow());
        string[] lines =
        [
            RehearsalWords.Of(anchor.Mark, Texts.Culture),
            Texts.Get(
                known ? "rehearsal_goes_on" : "rehearsal_begins",
                now,
                string.Join(", ", anchor.Operators.Select(pool => pool.Code()))
            ),
        ];
        foreach (var line in lines.SelectMany(line => WrappedText.Of(line, "")))
            screen.Error.WriteLine(line);
        screen.Error.WriteLine(folder);
    }

    private static async Task<int> ServeAsync(
        HippiqueSettings own,
        RehearsalAnchor anchor,
        string folder,
        bool untilEnd,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var settings = RehearsalComposition.Settings(own, anchor, folder);
        var clock = anchor.Clock();
        var stop = new RehearsalStop(untilEnd);
        var terminal = screen.IsTerminal ? new RehearsalTerminal(screen.Out, clock) : null;
        var variant = new ServeVariant(
            services =>
            {
                RehearsalComposition.Change(services, settings, anchor, clock);
                AddFollower(services, stop, terminal, screen);
            },
            RehearsalComposition.Queue(settings, anchor.Speed)
        );
        var code = await ServeHost.RunAsync(settings, screen, cancellationToken, variant);
        return code == 0 && untilEnd ? stop.Code : code;
    }

    private static void AddFollower(IServiceCollection services, RehearsalStop stop, RehearsalTerminal? terminal, Screen screen)
    {
        if (terminal is not null)
            services.AddSingleton<IEventListener>(terminal);
        services.AddSingleton<RehearsalEndReader>();
        services.AddHostedService(provider => new RehearsalFollower(
            provider.GetRequiredService<RehearsalAnchor>(),
            provider.GetRequiredService<RehearsalEndReader>(),
            stop,
            terminal,
            screen,
            provider.GetRequiredService<Orchestration.Tasks.TaskQueue>(),
            provider.GetRequiredService<Orchestration.Opening.ServiceOpening>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<RehearsalFollower>>()
        ));
    }
}
