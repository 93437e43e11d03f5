using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Apis.Auth.OAuth2;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.Sources.Http;
using Hippique.Testing.GoogleCloud;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.GoogleCloud.Tests.Rest;

public sealed class DefaultCredentialsTests : IAsyncLifetime
{
    private LoopbackService _tokens = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _tokens = await LoopbackService.StartAsync();

    public ValueTask DisposeAsync() => _tokens.DisposeAsync();

    [Fact]
    public async Task GetAsync_AKeyOfAServiceAccount_AsksOnceForATokenOfTheCloudPlatform()
    {
        _tokens.Answer = _ =>
            Task.FromResult(
                new ServiceAnswer(200) { Body = """{"access_token":"ya29.invented","expires_in":3600,"token_type":"Bearer"}""" }
            );
        var credentials = new DefaultCredentials(_ => Task.FromResult(Account()));

        (await credentials.GetAsync(CloudOptions.TasksAtGoogle, Token)).ShouldBe("ya29.invented");
        (await credentials.GetAsync(CloudOptions.TasksAtGoogle, Token)).ShouldBe("ya29.invented");

        var asked = _tokens.Calls.ShouldHaveSingleItem();
        var assertion = System.Web.HttpUtility.ParseQueryString(asked.Body)["assertion"]!.Split('.')[1];
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(assertion))!;
        claims["scope"]!.GetValue<string>().ShouldBe("https://www.googleapis.com/auth/cloud-platform");
        claims["iss"]!.GetValue<string>().ShouldBe(Invented.Account);
    }

    [Fact]
    public async Task GetAsync_TheTokenServerRefuses_SaysWhyWithoutTheKey()
    {
        _tokens.Answer = _ =>
            Task.FromResult(new ServiceAnswer(400) { Body = """{"error":"invalid_grant","error_description":"Invalid JWT Signature."}""" });
        var credentials = new DefaultCredentials(_ => Task.FromResult(Account()));

        var refused = await Should.ThrowAsync<AccessTokenException>(() => credentials.GetAsync(CloudOptions.TasksAtGoogle, Token));

        refused.Message.ShouldBe("no access token: invalid_grant Invalid JWT Signature.");
    }

    [Fact]
    public async Task GetAsync_NoCredentialsOnThisMachine_IsNone()
    {
        var credentials = new DefaultCredentials(_ => throw new InvalidOperationException("Your default credentials were not found."));

        (await credentials.GetAsync(CloudOptions.TasksAtGoogle, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task GetAsync_AFileThatCannotBeRead_SaysSo()
    {
        var credentials = new DefaultCredentials(_ => throw new FileNotFoundException("no such file"));

        (
            await Should.ThrowAsync<AccessTokenException>(() => credentials.GetAsync(CloudOptions.TasksAtGoogle, Token))
        ).Message.ShouldContain("no such file");
    }

    [Theory]
    [InlineData("http://127.0.0.1:8085/")]
    [InlineData("http://cloudtasks.googleapis.com/")]
    [InlineData("https://cloudtasks.example.org/")]
    [InlineData("https://googleapis.com.example.org/")]
    [InlineData("https://evilgoogleapis.com/")]
    [InlineData("https://me@cloudtasks.googleapis.com/")]
    public async Task GetAsync_ForAnotherAddressThanGoogles_LooksForNoCredentials(string address)
    {
        var credentials = new DefaultCredentials(_ => throw new FileNotFoundException("looked for"));

        (await credentials.GetAsync(new Uri(address), Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://cloudtasks.googleapis.com/")]
    [InlineData("https://private.googleapis.com/")]
    [InlineData("https://storage-mine.p.googleapis.com/")]
    public async Task GetAsync_ForAnAddressOfGoogle_HasOne(string address)
    {
        var credentials = new DefaultCredentials(_ => Task.FromResult(GoogleCredential.FromAccessToken("ya29.invented")));

        (await credentials.GetAsync(new Uri(address), Token)).ShouldBe("ya29.invented");
    }

    /// <summary>A machine with credentials, and an endpoint that somebody pointed elsewhere.</summary>
    [Fact]
    public async Task RestClient_WithCredentials_SendsNoneToALoopbackEndpoint()
    {
        using var rest = new RestClient(
            new DefaultCredentials(_ => Task.FromResult(GoogleCredential.FromAccessToken("ya29.invented"))),
            new RestOptions(),
            TimeProvider.System,
            RealTime.Instance,
            NullLogger<RestClient>.Instance
        );

        _tokens.Answer = _ => Task.FromResult(new ServiceAnswer(200) { Body = """{"name":"q"}""" });
        await new CloudTasksClient(rest, Invented.Options(_tokens.Address)).QueueAsync(Token);

        _tokens.Calls.ShouldHaveSingleItem().Headers.Keys.ShouldNotContain("Authorization");
    }

    private GoogleCredential Account()
    {
        using var key = RSA.Create(2048);
        return new ServiceAccountCredential(
            new ServiceAccountCredential.Initializer(Invented.Account, new Uri(_tokens.Address, "token").AbsoluteUri).FromPrivateKey(
                key.ExportPkcs8PrivateKeyPem()
            )
        ).ToGoogleCredential();
    }
}
