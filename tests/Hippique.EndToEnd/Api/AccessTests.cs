using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hippique.Hosting.Auth;

namespace Hippique.EndToEnd.Api;

public sealed class AccessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/schedule")]
    [InlineData("POST", "/run")]
    [InlineData("POST", "/results")]
    [InlineData("GET", "/api/plan/today")]
    [InlineData("GET", "/api/tickets/today")]
    [InlineData("GET", "/api/days/today")]
    [InlineData("GET", "/api/sheet")]
    [InlineData("GET", "/api/shadow")]
    [InlineData("GET", "/api/trials")]
    [InlineData("GET", "/api/sources")]
    [InlineData("GET", "/api/receivers")]
    [InlineData("GET", "/api/log")]
    [InlineData("GET", "/api/replay/days")]
    [InlineData("GET", "/api/replay/00000000/events")]
    [InlineData("POST", "/replay")]
    [InlineData("GET", "/api/calibration")]
    [InlineData("GET", "/api/push")]
    [InlineData("GET", "/api/settings")]
    [InlineData("POST", "/responsible/limits")]
    [InlineData("POST", "/responsible/pause")]
    [InlineData("POST", "/api/push/subscriptions")]
    [InlineData("DELETE", "/api/push/subscriptions")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("POST", "/queue/pause")]
    [InlineData("POST", "/queue/resume")]
    [InlineData("POST", "/session/link")]
    [InlineData("POST", "/session/link/viewer")]
    [InlineData("GET", "/no/such/path")]
    public async Task Nobody_unknown_gets_past_the_health_check(string method, string path)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var anonymous = await service.Anonymous.SendAsync(request, Token);
        using var wrong = new HttpRequestMessage(new HttpMethod(method), path);
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Token.Value + "x");
        var impostor = await service.Anonymous.SendAsync(wrong, Token);

        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        anonymous.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        anonymous.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await ServiceUnderTest.JsonOfAsync(anonymous)).GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
        impostor.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/health")]
    public async Task The_health_check_is_open_to_all(string path)
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["SERVICE_NAME"] = "my-races" });

        var body = await ServiceUnderTest.JsonOfAsync(await service.Anonymous.GetAsync(path, Token));

        body.GetProperty("status").GetString().ShouldBe("healthy");
        body.GetProperty("service").GetString().ShouldBe("my-races");
        body.GetProperty("version").GetString().ShouldBe("3.0.0");
        body.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(service.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Another_host_name_is_refused_on_loopback()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = "races.example.com";

        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Without_REQUIRE_AUTH_everything_is_open()
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["REQUIRE_AUTH"] = "false" });

        (await service.Anonymous.GetAsync("/api/plan/today", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_token_is_its_owners_alone_and_the_same_after_a_restart()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        AccessToken.ReadOrMake(service.Folder).Value.ShouldBe(service.Token.Value);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(service.Token.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_document_describes_the_answers_as_they_are_sent()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (_, document) = await service.GetAsync("/openapi/v1.json");

        Properties(document, "ScheduleAnswer")
            .ShouldBe(
                "ok:boolean date:string total_races:integer scheduled_h30:integer scheduled_h5:integer created:integer mode:string "
                    + "plan_summary:array refusals:array kept:boolean correlation_id:string"
            );
        Properties(document, "PlanSummaryLine").ShouldBe("race:string time:string meeting:string url:string");
        Properties(document, "RunAnswer")
            .ShouldBe(
                "ok:boolean phase:string returncode:integer stdout_tail:string artifacts:array correlation_id:string extra:boolean state:null|string cause:null|RunCause reason:null|string refusals:array"
            );
        Properties(document, "ResultsAnswer")
            .ShouldBe(
                "ok:boolean date:string simulated:boolean rehearsal:null|RehearsalMark races:array book:LedgerBookKind to_come:integer staked:Euro returned:Euro open:integer correlation_id:string"
            );
        Properties(document, "RaceResultAnswer")
            .ShouldBe("race:string state:RaceEndState arrival:array tickets:array news:boolean notes:array refusals:array");
        Properties(document, "RefusalAnswer").ShouldBe("source:string code:string why:string");
        Properties(document, "SettledTicket")
            .ShouldBe("id:string pool:Pool bet:BetType stake:Euro outcome:SettledState reason:null|string returned:null|Euro legs:array");
        Properties(document, "SheetAnswer")
            .ShouldBe(
                "date:string read_at:string simulated:boolean rehearsal:null|RehearsalMark modelled_prices:boolean pools:array unpriced:array abroad:integer races:array warning:string"
            );
        Properties(document, "ShadowReport")
            .ShouldBe(
                "month:null|string from:null|string to:null|string days:integer default:null|string in_use:array comparisons:integer correction:string books:array changed:array"
            );
        Properties(document, "TrialsAnswer").ShouldBe("trials:array");
        Properties(document, "PushAnswer").ShouldBe("public_key:null|string subscriptions:array");
        Properties(document, "PushSubscriptionLine").ShouldBe("host:string since:string language:string");
        Properties(document, "PushRequest").ShouldBe("endpoint:null|string keys:null|PushRequestKeys language:null|string");
        Properties(document, "PushRequestKeys").ShouldBe("p256dh:null|string auth:null|string");
        Properties(document, "PushSubscribedAnswer").ShouldBe("host:string since:string language:string correlation_id:string");
        Properties(document, "PushUnsubscribedAnswer").ShouldBe("removed:boolean correlation_id:string");
        Properties(document, "SettingsAnswer").ShouldBe("settings:array warnings:array limits:LimitsReport");
        Properties(document, "SettingLine").ShouldBe("name:string value:null|string origin:SettingOrigin secret:boolean");
        Properties(document, "SettingWarning").ShouldBe("kind:SettingWarningKind variable:null|string");
        Properties(document, "LimitsReport")
            .ShouldBe(
                "in_force:PlayLimits configured:PlayLimits cooled_at:string chosen:PlayLimits chosen_cooled_at:string paused_until:string"
            );
        Properties(document, "HealthAnswer").ShouldBe("status:string service:string version:string timestamp:string");
        Properties(document, "HomeAnswer").ShouldBe("service:string version:string links:object");
        Properties(document, "SessionLinkAnswer").ShouldBe("url:string expires_at:string");
        Properties(document, "ReadyAnswer")
            .ShouldBe(
                "ready:boolean reason:null|string timestamp:string plan:PlanHealth queue:QueueState sources:array silent:array favourites:array"
            );
        // What only a browser calls is no part of the API.
        document.GetProperty("paths").TryGetProperty("/session", out _).ShouldBeFalse();
        document.GetProperty("paths").TryGetProperty("/session/end", out _).ShouldBeFalse();
    }

    private static string Properties(JsonElement document, string schema) =>
        string.Join(
            ' ',
            document
                .GetProperty("components")
                .GetProperty("schemas")
                .GetProperty(schema)
                .GetProperty("properties")
                .EnumerateObject()
                .Select(property => $"{property.Name}:{TypeOf(property.Value)}")
        );

    /// <summary>The type, or the name of the schema that describes it.</summary>
    private static string TypeOf(JsonElement schema) =>
        schema.TryGetProperty("type", out var type)
            ? type.ValueKind == JsonValueKind.Array
                ? string.Join('|', type.EnumerateArray())
                : type.ToString()
            : schema.TryGetProperty("$ref", out var reference)
                ? reference.GetString()!.Split('/')[^1]
                : string.Join('|', schema.GetProperty("oneOf").EnumerateArray().Select(TypeOf));
}
