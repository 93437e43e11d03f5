using System.Diagnostics;
using Hippique.Commands;
using Hippique.Demo.Simulation;
using Hippique.Embedded.Storage;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Opening;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hippique.Demo;

/// <summary><c>hippique demo</c> from start to end: site, service, day, report.</summary>
internal static class DemoRun
{
    /// <summary>The day that is simulated; fixed, so that a seed always gives the same tickets.</summary>
    public static readonly DateOnly Date = new(2026, 4, 12);

    /// <summary>A day of about eight hours passes in some twenty seconds.</summary>
    private const double Speed = 1500;

    /// <summary>From the start of the service to the first H-30.</summary>
    private static readonly TimeSpan Morning = TimeSpan.FromMinutes(10);

    /// <summary>Returns the exit code: 0 if every phase ended as it should.</summary>
    public static async Task<int> RunAsync(HippiqueSettings own, ulong seed, bool serve, Screen screen, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var folder = DemoFolder.Make(Directory.GetCurrentDirectory(), seed);
        foreach (var line in WrappedText.Of(Texts.Get("demo_simulated"), ""))
            screen.Out.WriteLine(line);
        screen.Out.WriteLine(folder);
        var day = DayMaker.Make(seed, Date);
        using var clock = new ScaledClock(day.Races.Min(race => race.Announced) - TimeSpan.FromMinutes(30) - Morning, speed: 1);
        await using var site = new DemoSite(day, clock);
        var settings = DemoComposition.Settings(own, folder, await site.StartAsync(cancellationToken), serve ? own.Server.Port : 0);
        using var held = DataFolderLock.TryTake(folder);
        var observer = new DemoObserver(screen.IsTerminal ? screen.Out : TextWriter.Null);
        var token = AccessToken.ReadOrMake(folder);
        await using var app = ServeApp.Build(
            settings,
            token,
            terminal: false,
            services => DemoComposition.Change(services, settings, clock, observer, new StartClockHold(clock)),
            DemoComposition.Queue(folder),
            plansDays: false
        );
        try
        {
            await app.StartAsync(cancellationToken);
            StopDeadline.ComeFirst();
            await app.Services.GetRequiredService<ServiceOpening>().WaitAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            return screen.Fail(Texts.Get("serve_port_busy", settings.Server.Port));
        }
        var outcome = await new DemoDay(day, clock, observer, app.Services).RunAsync(Speed, cancellationToken);
        // From here on a second is a second, for whoever looks at the day that is over.
        clock.Speed = 1;
        new DemoReport(screen).Show(outcome, folder, watch.Elapsed);
        screen.Json(DemoAnswer.Of(outcome, seed, folder, watch.Elapsed));
        if (serve)
            await StayAsync(app, folder, settings.Server, token, cancellationToken);
        else
            await app.StopAsync(CancellationToken.None);
        return outcome.AsExpected ? 0 : screen.Fail(Texts.Get("demo_unexpected"));
    }

    private static async Task StayAsync(
        WebApplication app,
        string folder,
        ServerSettings server,
        AccessToken token,
        CancellationToken cancellationToken
    )
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var announced = RunningService.Announce(folder, address);
        ServeHost.Greet(app.Services, server, announced.Address, token.Path);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
