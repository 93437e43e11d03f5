using System.Globalization;
using System.Net;
using System.Text;
using Hippique.Demo.Pages;
using Hippique.Demo.Simulation;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hippique.Demo;

/// <summary>Serves the simulated day over HTTP on loopback, every page as it stands at the moment of <paramref name="clock"/>.</summary>
internal sealed class DemoSite(SimulatedDay day, TimeProvider clock) : IAsyncDisposable
{
    private readonly WebApplication _app = Build(day, clock);

    /// <summary>Starts on a free port and returns its address.</summary>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken);
        return new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(SimulatedDay day, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        // The server's own header would tell the time of this machine.
        app.Use(
            (context, next) =>
            {
                context.Response.Headers.Date = clock.GetUtcNow().UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
                return next(context);
            }
        );
        var date = day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var races = day.Races.ToDictionary(race => race.Id.Code.ToString(), StringComparer.Ordinal);
        app.MapGet("/robots.txt", () => Results.Text("User-agent: *\nAllow: /\n", "text/plain"));
        app.MapGet("/fr/programmes-et-pronostics", () => Html(ProgrammePage.Write(day, clock.GetUtcNow())));
        app.MapGet($"/fr/programmes-et-pronostics/{date}", () => Html(ProgrammePage.Write(day, clock.GetUtcNow())));
        app.MapGet(
            $"/fr/course/{date}/{{page}}",
            (string page) =>
                races.TryGetValue(page.Split('-')[0], out var race)
                    ? Html(RacePage.Write(day, race, clock.GetUtcNow()))
                    : Results.NotFound()
        );
        return app;
    }

    private static IResult Html(string page) => Results.Text(page, "text/html", Encoding.UTF8);
}
