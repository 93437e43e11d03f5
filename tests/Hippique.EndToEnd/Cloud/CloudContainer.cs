using System.Globalization;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Storage;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Opening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.EndToEnd.Cloud;

/// <summary>The service in a container: it starts with an empty disk, and may be gone between any two steps.</summary>
internal sealed class CloudContainer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _disk;
    private readonly Wire _wire;

    private CloudContainer(WebApplication app, string disk, Wire wire) => (_app, _disk, _wire) = (app, disk, wire);

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    public IServiceProvider Services => _app.Services;

    /// <param name="variables">Of its environment.</param>
    /// <param name="change">Clock and sources.</param>
    /// <param name="cancellationToken">Of the test.</param>
    public static async Task<CloudContainer> StartAsync(
        IReadOnlyDictionary<string, string> variables,
        Action<IServiceCollection> change,
        CancellationToken cancellationToken
    )
    {
        var disk = Directory.CreateTempSubdirectory("hippique-container-").FullName;
        var settings = SettingsReader.Read(
            new Dictionary<string, string>(variables)
            {
                ["DATA_DIR"] = disk,
                ["PORT"] = "0",
                ["BIND"] = "loopback",
            },
            disk
        );
        var wire = new Wire();
        var app = ServeApp.Build(
            settings,
            AccessToken.None,
            terminal: false,
            services =>
            {
                services.AddLogging(logging =>
                    logging.ClearProviders().AddProvider(new TestOutputLogging(TestContext.Current.TestOutputHelper))
                );
                services.AddSingleton<IAccessTokens>(wire);
                services.AddSingleton<IArtifactStore>(provider => new SeverableStore(
                    new VersionedArtifactStore(provider.GetRequiredService<GcsArtifactStore>(), provider.GetRequiredService<DayVersions>()),
                    wire
                ));
                change(services);
            }
        );
        var container = new CloudContainer(app, disk, wire);
        await app.StartAsync(cancellationToken);
        return container;
    }

    /// <summary>As SIGKILL: whatever it does from now on reaches nobody, and its disk is gone.</summary>
    public async Task KillAsync()
    {
        _wire.Cut();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    public async Task OpenAsync(CancellationToken cancellationToken) =>
        await _app.Services.GetRequiredService<ServiceOpening>().WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (Directory.Exists(_disk))
            Directory.Delete(_disk, recursive: true);
    }

    /// <summary>The container's connection to Google.</summary>
    internal sealed class Wire : IAccessTokens
    {
        private static int _made;
        private readonly string _token = string.Create(CultureInfo.InvariantCulture, $"token-{Interlocked.Increment(ref _made)}");
        private volatile bool _cut;

        public void Cut() => _cut = true;

        /// <exception cref="OperationCanceledException">The container is gone.</exception>
        public void Check()
        {
            if (_cut)
                throw new OperationCanceledException("the container is gone");
        }

        public Task<string?> GetAsync(Uri address, CancellationToken cancellationToken)
        {
            Check();
            return Task.FromResult<string?>(_token);
        }
    }
}
