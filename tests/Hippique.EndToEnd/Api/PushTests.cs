using System.Net;
using Hippique.EndToEnd.News;
using Hippique.Hosting.Settings;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary><c>GET /api/push</c>, <c>POST</c> and <c>DELETE /api/push/subscriptions</c>.</summary>
public sealed class PushTests : IAsyncLifetime
{
    private const string Path = "/api/push/subscriptions";
    private PushedService _bench = null!;
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private ServiceUnderTest Service => _bench.Service;

    public async ValueTask InitializeAsync() => _bench = await PushedService.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Browser_subscribes_and_ends_it_and_no_answer_and_no_record_holds_its_address()
    {
        var browser = _bench.Push.Browser();
        var (status, answer, _) = await Service.PostAsync(Path, browser.ToJson("en"));

        status.ShouldBe(HttpStatusCode.OK);
        ProposedTicket.Shape(answer).ShouldBe("host:String since:String language:String correlation_id:String");
        var (_, push) = await Service.GetAsync("/api/push");
        ProposedTicket.Shape(push).ShouldBe("public_key:String subscriptions:Array");
        var line = push.GetProperty("subscriptions").EnumerateArray().Single();
        line.GetRawText().ShouldBe("""{"host":"127.0.0.1","since":"2025-11-22T11:00:00Z","language":"en"}""");
        var end = $$"""{"endpoint":"{{browser.Endpoint}}"}""";
        (await _bench.DeleteAsync(end)).Body.GetProperty("removed").GetBoolean().ShouldBeTrue();
        (await _bench.DeleteAsync(end)).Body.GetProperty("removed").GetBoolean().ShouldBeFalse();
        (await Service.GetAsync("/api/push")).Body.GetProperty("subscriptions").GetArrayLength().ShouldBe(0);

        var (_, log) = await Service.GetAsync("/api/actions");
        log.GetProperty("actions")
            .EnumerateArray()
            .Select(action => $"{action.GetProperty("action")} {action.GetProperty("subject")} {action.GetProperty("outcome")}")
            .ShouldBe(["push_subscribed 127.0.0.1 done", "push_unsubscribed 127.0.0.1 done", "push_unsubscribed 127.0.0.1 done"]);
        foreach (var text in (string[])[answer.GetRawText(), push.GetRawText(), log.GetRawText()])
            text.ShouldNotContain("wpush");
    }

    [Fact]
    public async Task Same_browser_again_takes_the_place_of_the_first_and_the_key_stays()
    {
        var browser = _bench.Push.Browser();
        await Service.PostAsync(Path, browser.ToJson());
        var key = (await Service.GetAsync("/api/push")).Body.GetProperty("public_key").GetString();
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Service.PostAsync(Path, browser.ToJson("en"));

        var (_, push) = await Service.GetAsync("/api/push");
        push.GetProperty("subscriptions").EnumerateArray().Single().GetProperty("language").GetString().ShouldBe("en");
        push.GetProperty("public_key").GetString().ShouldBe(key);
    }

    [Theory]
    [InlineData("{}", "endpoint is no https address")]
    [InlineData("""{"endpoint":"https://169.254.169.254/x"}""", "endpoint is no https address")]
    [InlineData("""{"endpoint":"http://push.example.org/x"}""", "endpoint is no https address")]
    [InlineData("""{"endpoint":"https://push.example.org/x","keys":{}}""", "p256dh is no public key")]
    [InlineData("""{"endpoint":5}""", "is of the wrong type")]
    [InlineData("[", "the body is not JSON")]
    [InlineData("null", "the body is null")]
    public async Task What_is_no_subscription_is_refused_with_the_reason(string body, string why)
    {
        var (status, problem, response) = await Service.PostAsync(Path, body);
        status.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("detail").GetString()!.ShouldContain(why);
        problem.GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
        (await _bench.DeleteAsync("""{"endpoint":"here"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Twenty_are_the_most()
    {
        for (var count = 0; count < 20; count++)
            await _bench.SubscribeAsync();
        var (status, problem, _) = await Service.PostAsync(Path, _bench.Push.Browser().ToJson());
        status.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("detail").GetString().ShouldBe("20 browsers have subscribed already, and there can be no more");
        var (_, log) = await Service.GetAsync("/api/actions");
        log.GetProperty("actions").EnumerateArray().Last().GetProperty("outcome").GetString().ShouldBe("refused");
    }

    [Fact]
    public async Task Session_of_a_browser_subscribes_from_a_page_of_the_service_and_from_no_other()
    {
        using var handler = new HttpClientHandler();
        using var http = new HttpClient(handler) { BaseAddress = Service.Anonymous.BaseAddress };
        using var opening = new HttpRequestMessage(HttpMethod.Post, Browser.PathOf(Service.Sessions.NewLink()));
        opening.Headers.Add("Origin", Own);
        (await http.SendAsync(opening, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await PostAsync(http, "https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(http, Own)).ShouldBe(HttpStatusCode.OK);

        (await Service.GetAsync("/api/push")).Body.GetProperty("subscriptions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Where_nobody_is_told_there_is_no_key_and_nothing_to_subscribe_to()
    {
        await using var service = await ServiceUnderTest.StartAsync(change: services =>
        {
            var own = (HippiqueSettings)services.Last(one => one.ServiceType == typeof(HippiqueSettings)).ImplementationInstance!;
            services.AddSingleton(own with { Notify = NotifySettings.Nobody });
        });
        using var browser = new LoopbackBrowser(new Uri("https://push.example.org/x"));

        (await service.GetAsync("/api/push")).Body.GetRawText().ShouldBe("""{"public_key":null,"subscriptions":[]}""");
        (await service.PostAsync(Path, browser.ToJson())).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    private string Own => Service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private async Task<HttpStatusCode> PostAsync(HttpClient http, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(_bench.Push.Browser().ToJson(), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
