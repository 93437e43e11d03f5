using Hippique.GoogleCloud;
using Hippique.GoogleCloud.Logging;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Run;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Planning;

namespace Hippique.Cloud;

/// <summary>The configured project of Google Cloud as a person looks at it: with the person's own credentials, and with short deadlines, since somebody waits.</summary>
internal sealed class CloudProject : IAsyncDisposable
{
    private static readonly TimeSpan TokenTimeout = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services;

    private CloudProject(ServiceProvider services, CloudOptions options, string service) =>
        (_services, Options, Service) = (services, options, service);

    public CloudOptions Options { get; }

    /// <summary>The Cloud Run service's id.</summary>
    public string Service { get; }

    public CloudTasksClient Tasks => _services.GetRequiredService<CloudTasksClient>();
    public CloudSchedulerClient Scheduler => _services.GetRequiredService<CloudSchedulerClient>();

    /// <summary>Pauses and resumes the jobs of single tasks.</summary>
    public CloudSchedulerTimer OneShotJobs => _services.GetRequiredService<CloudSchedulerTimer>();
    public CloudRunClient Run => _services.GetRequiredService<CloudRunClient>();
    public CloudLoggingClient Logging => _services.GetRequiredService<CloudLoggingClient>();
    public RestClient Rest => _services.GetRequiredService<RestClient>();
    public TimeProvider Clock => _services.GetRequiredService<TimeProvider>();

    /// <param name="settings">Checked.</param>
    /// <param name="change">Registrations of a test that come first: other tokens, another clock.</param>
    /// <exception cref="ConfigurationException">The queue is the embedded one.</exception>
    public static CloudProject Open(HippiqueSettings settings, Action<IServiceCollection>? change = null)
    {
        if (settings.Cloud is not { } options)
            throw new ConfigurationException([Texts.Said("cloud_not_configured")]);
        var services = new ServiceCollection();
        change?.Invoke(services);
        services.AddLogging();
        services.AddSingleton(
            new RestOptions
            {
                TryTimeout = TimeSpan.FromSeconds(6),
                Total = TimeSpan.FromSeconds(8),
                FirstWait = TimeSpan.FromSeconds(0.5),
                MaxJitter = TimeSpan.FromSeconds(0.2),
            }
        );
        services.AddSingleton(_ => ArtifactPlace.Open(settings.Data));
        services.AddSingleton(provider => new PlanStore(provider.GetRequiredService<ArtifactPlace>().Store));
        services.AddHippiqueCloudTasks(options, Composition.Hosts(settings.Sources));
        services.AddSingleton<CloudRunClient>();
        services.AddSingleton<CloudLoggingClient>();
        return new CloudProject(services.BuildServiceProvider(), options, settings.Server.ServiceName);
    }

    /// <summary>Why this machine cannot ask Google Cloud, in one line; null if it can. What answers elsewhere (a test, an emulator) gets none of them.</summary>
    public async Task<string?> MissingCredentialsAsync(CancellationToken cancellationToken)
    {
        if (
            new[] { Options.TasksEndpoint, Options.SchedulerEndpoint, Options.RunEndpoint, Options.LoggingEndpoint }.FirstOrDefault(
                GoogleHost.Is
            )
            is not { } atGoogle
        )
            return null;
        using var limit = new CancellationTokenSource(TokenTimeout, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _services.GetRequiredService<IAccessTokens>().GetAsync(atGoogle, either.Token) is null
                ? Texts.Get("cloud_no_credentials")
                : null;
        }
        // The boundary to the credentials of this machine: that there is no token is what the person wants to know.
        catch (AccessTokenException none)
        {
            return Texts.Get("cloud_credentials_fail", none.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Texts.Get("cloud_credentials_fail", Texts.Get("cloud_no_answer"));
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
