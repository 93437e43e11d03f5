using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Apis.Auth.OAuth2;
using Hippique.GoogleCloud.Rest;
using Hippique.Testing.GoogleCloud;

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

        (await credentials.GetAsync(Token)).ShouldBe("ya29.invented");
        (await credentials.GetAsync(Token)).ShouldBe("ya29.invented");

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

        var refused = await Should.ThrowAsync<AccessTokenException>(() => credentials.GetAsync(Token));

        refused.Message.ShouldBe("no access token: invalid_grant Invalid JWT Signature.");
    }

    [Fact]
    public async Task GetAsync_NoCredentialsOnThisMachine_IsNone()
    {
        var credentials = new DefaultCredentials(_ => throw new InvalidOperationException("Your default credentials were not found."));

        (await credentials.GetAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task GetAsync_AFileThatCannotBeRead_SaysSo()
    {
        var credentials = new DefaultCredentials(_ => throw new FileNotFoundException("no such file"));

        (await Should.ThrowAsync<AccessTokenException>(() => credentials.GetAsync(Token))).Message.ShouldContain("no such file");
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
