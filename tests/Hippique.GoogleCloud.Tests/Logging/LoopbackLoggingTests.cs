using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Logging;

namespace Hippique.GoogleCloud.Tests.Logging;

/// <summary>The loopback Cloud Logging refuses what the real one refuses.</summary>
public sealed class LoopbackLoggingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"resourceNames":["my-project"]}""")]
    [InlineData("""{"resourceNames":["projects/p"],"order":"timestamp desc"}""")]
    [InlineData("""{"resourceNames":["projects/p"],"orderBy":"severity"}""")]
    [InlineData("""{"resourceNames":["projects/p"],"pageSize":-1}""")]
    [InlineData("""{"resourceNames":["projects/p"],"pageToken":"2"}""")]
    [InlineData("""{"resourceNames":["projects/p"],"filter":"severity>=BAD"}""")]
    [InlineData("""{"resourceNames":["projects/p"],"filter":"severity>=ERROR and severity>=ERROR"}""")]
    [InlineData("""{"resourceNames":["projects/p"],"filter":"timestamp>=\"yesterday\""}""")]
    [InlineData("""{"resourceNames":["projects/p"],"filter":"(severity>=ERROR"}""")]
    public async Task Ask_ThatIsWrong_IsInvalid(string body)
    {
        var log = new LoopbackLogging();
        log.Add("p", "s", new DateTimeOffset(2026, 3, 14, 11, 0, 0, TimeSpan.Zero), "INFO", new JsonObject { ["textPayload"] = "x" });
        await using var google = await LoopbackGoogle.StartAsync(log);
        using var http = new HttpClient { BaseAddress = google.Address };

        using var answer = await http.PostAsJsonAsync("v2/entries:list", JsonNode.Parse(body), Token);

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadFromJsonAsync<JsonObject>(Token))!["error"]!["status"]!.GetValue<string>().ShouldBe("INVALID_ARGUMENT");
    }
}
