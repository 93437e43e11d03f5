using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Opening;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd;

/// <summary>The whole service on a real port, with an invented day behind it and a clock that stands at noon in Paris.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    public const string CourseUrl = "https://www.zeturf.fr/fr/course/2025-11-22/R1C3-valmorel-prix-des-tilleuls";
    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private ServiceUnderTest(
        WebApplication app,
        (string Path, bool IsOwn) folder,
        AccessToken token,
        FakeSource source,
        FakeTimeProvider clock
    )
    {
        (_app, Folder, _ownsFolder, Token, Source, Clock) = (app, folder.Path, folder.IsOwn, token, source, clock);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Anonymous = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(address),
        };
        // A body that is too large is refused before it is sent; without the question first, the answer and the closed connection would race.
        Owner = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = new Uri(address),
        };
        Owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
    }

    public string Folder { get; }
    public AccessToken Token { get; }
    public FakeSource Source { get; }
    public FakeTimeProvider Clock { get; }
    public HttpClient Anonymous { get; }
    public HttpClient Owner { get; }
    public IServiceProvider Services => _app.Services;
    public BrowserSessions Sessions => _app.Services.GetRequiredService<BrowserSessions>();
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="variables">Of its environment.</param>
    /// <param name="clock">Its clock, if others go by it too.</param>
    /// <param name="prepare">What is in its data folder before it starts.</param>
    /// <param name="change">Other registrations.</param>
    /// <param name="shared">A data folder that it shares with others, and leaves; null: one of its own.</param>
    public static async Task<ServiceUnderTest> StartAsync(
        Dictionary<string, string>? variables = null,
        FakeTimeProvider? clock = null,
        Action<string>? prepare = null,
        Action<IServiceCollection>? change = null,
        string? shared = null
    )
    {
        var folder = shared ?? Directory.CreateTempSubdirectory("hippique-serve-").FullName;
        prepare?.Invoke(folder);
        var settings = SettingsReader.Read(
            new Dictionary<string, string>(variables ?? [])
            {
                ["PORT"] = "0",
                ["DATA_DIR"] = folder,
                ["SOURCES__ORDER"] = "none",
            },
            folder
        );
        clock ??= NoonClock();
        var source = Day();
        var token = AccessToken.ReadOrMake(folder);
        var app = ServeApp.Build(
            settings,
            token,
            terminal: false,
            services =>
            {
                services.AddLogging(logging =>
                    logging.ClearProviders().AddProvider(new TestOutputLogging(TestContext.Current.TestOutputHelper))
                );
                services.AddSingleton<TimeProvider>(clock);
                services.AddSingleton<IRaceSource>(source);
                change?.Invoke(services);
            },
            plansDays: false
        );
        await app.StartAsync(Cancelled);
        await app.Services.GetRequiredService<ServiceOpening>().WaitAsync(Cancelled);
        return new ServiceUnderTest(app, (folder, shared is null), token, source, clock);
    }

    public static FakeTimeProvider NoonClock() => new(new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero));

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> PostAsync(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.ExpectContinue = json.Length > 100_000;
        var response = await AnsweredAsync(Owner.SendAsync(request, Cancelled));
        return (response.StatusCode, await JsonOfAsync(response), response);
    }

    /// <summary>
    /// The queue may have begun the very task that is asked for; then the answer waits for the clock, which a test lets stand. It moves only once the answer has been missing for
    /// longer than any work takes.
    /// </summary>
    private async Task<HttpResponseMessage> AnsweredAsync(Task<HttpResponseMessage> sending)
    {
        await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, Cancelled));
        return await BoundedWait.EndAsync(sending, () => Clock.Advance(TimeSpan.FromMilliseconds(10)));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        var response = await Owner.GetAsync(path, Cancelled);
        return (response.StatusCode, await JsonOfAsync(response));
    }

    public static async Task<JsonElement> JsonOfAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Cancelled)).RootElement;

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Owner.Dispose();
        await BoundedWait.EndAsync(_app.StopAsync(CancellationToken.None), () => Clock.Advance(TimeSpan.FromMilliseconds(500)));
        await _app.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private static FakeSource Day()
    {
        var card = InventedRaces.Card();
        var view = new RaceView(card, [InventedRaces.Win(Pool.ZEturf, InventedRaces.Off.AddMinutes(-6))], []);
        return new FakeSource("zeturf")
            .With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS", view)
            .With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(30), "PRIX DES ORMES")
            .With("R1C1", "VALMOREL", InventedRaces.Off.AddMinutes(-120), "PRIX DES SAULES");
    }
}
