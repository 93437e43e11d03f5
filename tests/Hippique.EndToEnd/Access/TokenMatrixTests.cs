using System.Net;
using System.Text.Json.Nodes;

namespace Hippique.EndToEnd.Access;

/// <summary>Identity tokens over real HTTP: every wrong one is refused with one and the same answer, every right one is accepted.</summary>
public sealed class TokenMatrixTests(AccessBench bench) : IClassFixture<AccessBench>
{
    private const string Url = AccessBench.Url;
    private const string Gcloud = "32555940559.apps.googleusercontent.com";
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forged => [.. WrongTokens.Forged.Keys];

    public static TheoryData<string> Strangers => [.. WrongTokens.Strangers.Keys];

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_token_that_proves_nothing_is_answered_like_none(string name)
    {
        var none = await bench.AskAsync(null);

        var answer = await bench.AskAsync($"Bearer {WrongTokens.Forged[name](bench.Issuer)}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await AnswerOf(answer)).ShouldBe(await AnswerOf(none));
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task A_sound_token_of_somebody_else_is_forbidden_without_a_word_why(string name)
    {
        var answer = await bench.AskAsync($"Bearer {WrongTokens.Strangers[name](bench.Issuer)}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.WwwAuthenticate.ShouldBeEmpty();
        (await AnswerOf(answer)).ShouldBe(
            """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.4","title":"Forbidden","status":403}"""
        );
    }

    [Fact]
    public async Task Headers_that_are_not_one_bearer_token_are_answered_like_none()
    {
        var sound = $"Bearer {bench.Issuer.Token(Url, AccessBench.Robot)}";
        var none = await AnswerOf(await bench.AskAsync(null));
        var wrong = new Dictionary<string, HttpResponseMessage>
        {
            ["two headers"] = await bench.AskAsync("/openapi/v1.json", ("Authorization", sound), ("Authorization", sound)),
            ["an empty header"] = await bench.AskAsync(""),
            ["the scheme alone"] = await bench.AskAsync("Bearer"),
            ["another scheme"] = await bench.AskAsync("Basic b3duZXI6c2VjcmV0"),
            ["no scheme"] = await bench.AskAsync(sound["Bearer ".Length..]),
            ["the query"] = await bench.AskAsync(null, $"/openapi/v1.json?access_token={sound["Bearer ".Length..]}"),
            ["the platform's header elsewhere"] = await bench.AskAsync("/openapi/v1.json", ("X-Serverless-Authorization", sound)),
        };

        foreach (var (name, answer) in wrong)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, name);
            (await AnswerOf(answer)).ShouldBe(none, name);
        }
    }

    [Fact]
    public async Task Every_right_token_is_accepted()
    {
        var issuer = bench.Issuer;
        var now = bench.Clock.GetUtcNow().ToUnixTimeSeconds();
        var right = new Dictionary<string, string>
        {
            ["the service account"] = issuer.Token(Url, AccessBench.Robot),
            ["the audience with a slash at its end"] = issuer.Token($"{Url}/", AccessBench.Robot),
            ["the audience alone in a list"] = issuer.Token(Url, AccessBench.Robot, ("aud", new[] { Url })),
            ["a person"] = issuer.Token(Url, AccessBench.Person),
            ["another person of the list"] = issuer.Token(Url, "second@example.com"),
            ["a person in capitals"] = issuer.Token(Url, "Owner@Example.com"),
            ["verified, in words"] = issuer.Token(Url, AccessBench.Robot, ("email_verified", "true")),
            ["expired within the skew"] = issuer.Token(Url, AccessBench.Robot, ("exp", now - 20)),
            ["not yet valid within the skew"] = issuer.Token(Url, AccessBench.Robot, ("nbf", now + 20), ("iat", now + 20)),
            ["the issuer without its scheme"] = issuer.Token(Url, AccessBench.Robot, ("iss", issuer.Issuer["http://".Length..])),
            ["what gcloud prints for a person"] = issuer.Token(Gcloud, AccessBench.Person),
            ["the token of the data folder"] = bench.Service.Token.Value,
        };

        foreach (var (name, token) in right)
        {
            (await bench.AskAsync($"Bearer {token}")).StatusCode.ShouldBe(HttpStatusCode.OK, name);
            (await bench.AskAsync($"bearer {token}")).StatusCode.ShouldBe(HttpStatusCode.OK, name);
        }
    }

    [Fact]
    public async Task With_an_identity_token_a_change_needs_no_origin()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/queue/resume");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bench.Issuer.Token(Url, AccessBench.Robot)}");

        (await bench.Service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The body without the two values that differ from call to call.</summary>
    internal static async Task<string> AnswerOf(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!.AsObject();
        foreach (var name in (string[])["correlation_id", "trace_id"])
            body.Remove(name).ShouldBeTrue();
        return body.ToJsonString();
    }
}
