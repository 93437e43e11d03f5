using System.Text;
using System.Text.Json;
using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Tokens;

namespace Hippique.EndToEnd.Access;

/// <summary>What the real program writes to stdout on Cloud Run, read as Cloud Logging reads it.</summary>
public sealed class LogLinesTests : IAsyncLifetime
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-lines-").FullName;
    private readonly LoopbackIssuer _issuer = new(TimeProvider.System);
    private LoopbackGoogle _google = null!;
    private HippiqueProcess _serve = null!;
    private HttpClient _http = null!;
    private string _token = "";
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _google = await LoopbackGoogle.StartAsync(_issuer);
        _token = _issuer.Token(AccessBench.Url, AccessBench.Robot);
        _serve = new HippiqueProcess(
            _folder,
            "serve",
            ("PORT", "0"),
            ("QUEUE", "embedded"),
            ("PROJECT_ID", "my-project"),
            ("SERVICE_URL", AccessBench.Url),
            ("SERVICE_ACCOUNT_EMAIL", AccessBench.Robot),
            ("ALLOWED_EMAILS", AccessBench.Person),
            ("OIDC_ISSUER", _issuer.Issuer),
            ("K_SERVICE", "hippique"),
            ("K_REVISION", "hippique-00001-abc"),
            ("K_CONFIGURATION", "hippique")
        );
        _http = new HttpClient { BaseAddress = new Uri((await _serve.SaysAsync("serves on")).Split(' ')[^1]) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _serve.Dispose();
        await _google.DisposeAsync();
        _issuer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_request_of_work_is_one_line_with_its_trace_and_health_checks_and_strangers_are_none()
    {
        foreach (var path in (string[])["/healthz", "/health", "/ready"])
            await SendAsync(HttpMethod.Get, path, null);
        await SendAsync(HttpMethod.Get, "/api/plan/today", null);
        var answer = await SendAsync(
            HttpMethod.Post,
            "/queue/pause?code=hidden",
            _token,
            ("traceparent", $"00-{TraceId}-{SpanId}-01"),
            ("X-Forwarded-For", "198.51.100.7, 203.0.113.9"),
            ("X-Forwarded-Proto", "https"),
            ("User-Agent", "Google-Cloud-Tasks")
        );
        var body = await answer.Content.ReadAsByteArrayAsync(Cancelled);
        var lines = await StopAsync();

        var line = lines.Where(line => line.TryGetProperty("httpRequest", out _)).ShouldHaveSingleItem();
        var request = line.GetProperty("httpRequest");
        request.GetProperty("requestMethod").GetString().ShouldBe("POST");
        request.GetProperty("requestUrl").GetString()!.ShouldEndWith("/queue/pause");
        request.GetProperty("requestUrl").GetString()!.ShouldStartWith("https://");
        request.GetProperty("status").GetInt32().ShouldBe(200);
        request.GetProperty("responseSize").GetString().ShouldBe($"{body.Length}");
        request.GetProperty("latency").GetString()!.ShouldMatch(@"^\d+\.\d{3}s$");
        request.GetProperty("userAgent").GetString().ShouldBe("Google-Cloud-Tasks");
        request.GetProperty("remoteIp").GetString().ShouldBe("203.0.113.9");
        line.GetProperty("severity").GetString().ShouldBe("INFO");
        line.GetProperty("message").GetString().ShouldBe("POST /queue/pause: 200");
        line.GetProperty("logging.googleapis.com/trace").GetString().ShouldBe($"projects/my-project/traces/{TraceId}");
        line.GetProperty("logging.googleapis.com/spanId").GetString().ShouldBe(SpanId);
        line.GetProperty("logging.googleapis.com/trace_sampled").GetBoolean().ShouldBeTrue();
        line.GetProperty("correlation_id").GetString()!.ShouldStartWith("request-");
    }

    [Fact]
    public async Task A_run_is_found_by_its_correlation_id_and_by_the_trace_of_its_call()
    {
        using var run = new StringContent(
            """{"course_url":"https://www.zeturf.fr/fr/course/2025-10-16/R1C3-prix-des-ormes","phase":"H30","date":"2025-10-16"}""",
            Encoding.UTF8,
            "application/json"
        );
        await SendAsync(HttpMethod.Post, "/run", _token, run, ("X-Cloud-Trace-Context", $"{TraceId}/1;o=0"));
        var lines = await StopAsync();

        var found = lines.Where(line => TextOf(line, "correlation_id") == "run-20251016-r1c3-h30").ToList();
        found.ShouldNotBeEmpty();
        foreach (var line in found)
        {
            TextOf(line, "logging.googleapis.com/trace").ShouldBe($"projects/my-project/traces/{TraceId}");
            TextOf(line, "logging.googleapis.com/spanId").ShouldBe("0000000000000001");
            line.GetProperty("logging.googleapis.com/trace_sampled").GetBoolean().ShouldBeFalse();
        }
    }

    [Fact]
    public async Task An_exception_is_an_error_of_Error_Reporting_with_its_request()
    {
        var plan = Path.Combine(_folder, "data", ArtifactPaths.Plan(ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow())));
        Directory.CreateDirectory(Path.GetDirectoryName(plan)!);
        await File.WriteAllTextAsync(plan, "{", Cancelled);

        await SendAsync(HttpMethod.Get, "/api/plan/today?secret=hidden", _token, ("User-Agent", "curl/8"));
        var lines = await StopAsync();

        var error = lines
            .Where(line => TextOf(line, "message").StartsWith("the answer to", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        TextOf(error, "severity").ShouldBe("ERROR");
        TextOf(error, "@type").ShouldBe("type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent");
        TextOf(error, "stack_trace").ShouldContain("   at Hippique.");
        error.GetProperty("serviceContext").GetProperty("service").GetString().ShouldBe("hippique-orchestrator");
        error.GetProperty("serviceContext").GetProperty("version").GetString().ShouldBe("3.0.0");
        var request = error.GetProperty("context").GetProperty("httpRequest");
        request.GetProperty("method").GetString().ShouldBe("GET");
        request.GetProperty("url").GetString()!.ShouldEndWith("/api/plan/today");
        request.GetProperty("userAgent").GetString().ShouldBe("curl/8");
        var finished = lines.Where(line => line.TryGetProperty("httpRequest", out _)).ShouldHaveSingleItem();
        finished.GetProperty("httpRequest").GetProperty("status").GetInt32().ShouldBe(500);
        TextOf(finished, "severity").ShouldBe("WARNING");
    }

    [Fact]
    public async Task A_flood_of_bad_tokens_is_a_few_lines_and_no_token_is_in_any()
    {
        var secrets = new List<string> { _token };
        for (var i = 0; i < 60; i++)
        {
            var forged = _issuer.Token(
                AccessBench.Url,
                i % 2 == 0 ? AccessBench.Robot : "stranger@example.com",
                ("exp", i % 2 == 0 ? 1 : null)
            );
            secrets.Add(forged);
            await SendAsync(HttpMethod.Get, $"/api/plan/today?access_token={forged}", forged, ("Cookie", $"__Host-hippique={forged}"));
        }
        secrets.Add(_issuer.Token(AccessBench.Url, "stranger@example.com"));
        await SendAsync(HttpMethod.Get, "/api/plan/today", secrets[^1]);
        await SendAsync(HttpMethod.Get, "/api/plan/today", _token, ("Cookie", "hippique_8080_0=0123456789"));
        var lines = await StopAsync();

        lines.Count(line => TextOf(line, "message").Contains("was refused", StringComparison.Ordinal)).ShouldBeInRange(1, 20);
        lines.Select(line => TextOf(line, "message")).ShouldContain("an identity token was refused: Lifetime");
        var all = string.Join('\n', [.. _serve.Out, .. _serve.Error]);
        foreach (var secret in secrets)
            all.ShouldNotContain(secret.Split('.')[2]);
        all.ShouldNotContain("0123456789");
    }

    [Fact]
    public async Task On_Cloud_Run_no_token_file_is_made_and_no_link_is_printed()
    {
        await StopAsync();

        File.Exists(Path.Combine(_folder, "data", "token")).ShouldBeFalse();
        string.Join('\n', [.. _serve.Out, .. _serve.Error]).ShouldNotContain("/session");
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? token,
        params (string Name, string Value)[] headers
    ) => SendAsync(method, path, token, null, headers);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? token,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, Cancelled);
    }

    // Every line is one object, or it does not parse.
    private async Task<IReadOnlyList<JsonElement>> StopAsync()
    {
        (await _serve.TerminateAsync()).ShouldBe(0);
        return [.. _serve.Out.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string TextOf(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
