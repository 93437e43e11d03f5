using System.Net;
using Hippique.Api;
using Hippique.Dashboard;
using Hippique.Embedded;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Settings;
using Hippique.Metrics;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Logging;
using Hippique.Rehearsal;

namespace Hippique.Hosting.Serving;

/// <summary>The web application around the queue.</summary>
public static class ServeApp
{
    // The largest sound request is a few hundred bytes.
    private const int LargestBody = 64 * 1024;

    /// <param name="settings">Checked.</param>
    /// <param name="token">The owner's.</param>
    /// <param name="terminal">Whether a person reads along.</param>
    /// <param name="change">Registrations of a test or of the simulated day: other sources, another clock.</param>
    /// <param name="queue">How the queue works; null: as it does on a real clock.</param>
    /// <param name="plansDays">Whether days are planned at their hours.</param>
    public static WebApplication Build(
        HippiqueSettings settings,
        AccessToken token,
        bool terminal,
        Action<IServiceCollection>? change = null,
        EmbeddedOptions? queue = null,
        bool plansDays = true
    )
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.AddHippiqueLogging(terminal, toStandardError: false);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(settings.Server.Bind, settings.Server.Port);
        });
        // Requests and tasks are stopped at the same time, so that neither uses up the other's.
        builder.Services.Configure<HostOptions>(host =>
            (host.ShutdownTimeout, host.ServicesStopConcurrently) = (StopDeadline.ForHost, true)
        );
        builder.Services.AddHippique(settings, queue, plansDays);
        builder.Services.AddSingleton(LogPlace.Of(settings));
        builder.Services.AddSingleton(token);
        builder.Services.AddServiceMetrics(settings.Telemetry);
        AddWeb(builder.Services, settings);
        if (FrontWatch.IsDue(settings.Access))
            builder.Services.AddHostedService<FrontWatch>();
        change?.Invoke(builder.Services);
        // After whoever takes other logs away: the page that shows the last lines is there all the same.
        builder.Services.AddSingleton<RecentLines>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecentLines>());

        var app = builder.Build();
        if (settings.Access.OnCloudRun)
            app.UseMiddleware<CloudRunFront>();
        app.UseMiddleware<RequestCorrelation>();
        RehearsalHeader.Use(app);
        app.UseHealth();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler();
        app.UseMiddleware<StoppingRequests>();
        app.UseStatusCodePages();
        // Said here, or it would stand before all of the above.
        app.UseRouting();
        app.UseMiddleware<SignInPrompt>();
        app.UseAuthentication();
        app.UseMiddleware<OriginMiddleware>();
        app.UseMiddleware<ViewerMiddleware>();
        app.UseAuthorization();
        if (settings.Telemetry.Traces is not null)
            app.UseMiddleware<RequestTrace>();
        app.UseMiddleware<OpeningGate>();
        app.MapHippique();
        return app;
    }

    private static void AddWeb(IServiceCollection services, HippiqueSettings settings)
    {
        AnswerHeaders.AddTo(services);
        services.AddOwnerAuthentication(settings);
        services.AddSignIn(settings.Access);
        services.AddDashboard();
        if (settings.Postgres is not null)
            services.AddEventRelay();
        services.AddSingleton<SaidRecorder>();
        services.AddSingleton<PersonActions>();
        services.AddSingleton<SourceStandingReader>();
        services.AddSingleton<TaskOrderEndpoints.Desk>();
        services.AddSingleton<BetEndpoints.Desk>();
        services.AddSingleton<SaidEndpoints.Desk>();
        services.AddSingleton<PushEndpoints.Desk>();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = context =>
                context.ProblemDetails.Extensions.TryAdd(Correlation.Field, RequestCorrelation.Of(context.HttpContext))
        );
        services.AddSingleton<DayAnswers>();
        services.AddHippiqueOpenApi();
        services.AddHostFiltering(filter =>
        {
            filter.AllowedHosts = AllowedHosts(settings.Server);
            filter.IncludeFailureMessage = false;
        });
        services.ConfigureHttpJsonOptions(json =>
        {
            var artifacts = ArtifactJson.Options;
            json.SerializerOptions.PropertyNamingPolicy = artifacts.PropertyNamingPolicy;
            json.SerializerOptions.Encoder = artifacts.Encoder;
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            foreach (var converter in artifacts.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
    }

    // On loopback only the machine's own names are answered, so that no page of another site can reach the service under a name of its own.
    private static List<string> AllowedHosts(ServerSettings server) =>
        IPAddress.IsLoopback(server.Bind)
            ? ["localhost", "127.0.0.1", "[::1]", .. server.ServiceUrl is { } url ? [url.Host] : Array.Empty<string>()]
            : ["*"];
}
