using Hippique.Hosting.Auth.Identity;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd.Access;

/// <summary>The service under an https address, an issuer of tokens beside it, and one clock for both.</summary>
public sealed class AccessBench : IAsyncLifetime
{
    public const string Url = "https://races.example.invalid";
    public const string Person = "owner@example.com";
    public const string Robot = LoopbackIssuer.Robot;

    /// <summary>What Cloud Run sets in each container.</summary>
    public static readonly Dictionary<string, string> Platform = new()
    {
        ["K_SERVICE"] = "hippique",
        ["K_REVISION"] = "hippique-00001-abc",
        ["K_CONFIGURATION"] = "hippique",
    };

    private LoopbackGoogle? _google;

    public AccessBench() => Issuer = new LoopbackIssuer(Clock);

    public FakeTimeProvider Clock { get; } = ServiceUnderTest.NoonClock();
    public LoopbackIssuer Issuer { get; }
    internal ServiceUnderTest Service { get; private set; } = null!;
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<AccessBench> StartAsync(params (string Name, string Value)[] variables) =>
        StartAsync(variables.ToDictionary(pair => pair.Name, pair => pair.Value));

    public static async Task<AccessBench> StartAsync(Dictionary<string, string> variables, Action<string>? prepare = null)
    {
        var bench = new AccessBench();
        await bench.InitializeAsync(variables, prepare);
        return bench;
    }

    public ValueTask InitializeAsync() => InitializeAsync([], null);

    public async Task<HttpResponseMessage> AskAsync(string? authorization, string path = "/openapi/v1.json") =>
        await AskAsync(path, authorization is null ? [] : [("Authorization", authorization)]);

    public async Task<HttpResponseMessage> AskAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var header in headers.GroupBy(header => header.Name))
            request.Headers.TryAddWithoutValidation(header.Key, header.Select(one => one.Value));
        return await Service.Anonymous.SendAsync(request, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _google!.DisposeAsync();
        Issuer.Dispose();
    }

    private async ValueTask InitializeAsync(Dictionary<string, string> variables, Action<string>? prepare)
    {
        _google = await LoopbackGoogle.StartAsync(Issuer);
        Issuer.SignIn.RedirectUri = $"{Url}/sign-in/callback";
        var all = new Dictionary<string, string>
        {
            ["SERVICE_URL"] = Url,
            ["SERVICE_ACCOUNT_EMAIL"] = Robot,
            ["ALLOWED_EMAILS"] = $"{Person}, second@example.com",
            ["OIDC_ISSUER"] = Issuer.Issuer,
        };
        foreach (var (name, value) in variables)
            all[name] = value;
        Service = await ServiceUnderTest.StartAsync(all, Clock, prepare, services => services.AddSingleton(_ => PatientClient()));
    }

    // On a busy machine the issuer answers late, and nothing here is about that.
    private static IssuerClient PatientClient() =>
        new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromMinutes(5) });
}
