using System.Text.Json;
using Hippique.EndToEnd.Serving;
using Hippique.Testing.GoogleCloud;

namespace Hippique.EndToEnd.Access;

/// <summary>The real program, told that IAM is in front: it looks at itself from outside, beside its start.</summary>
public sealed class FrontWatchTests : IDisposable
{
    private const string Warning = "anybody can forge a token";
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-front-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_stranger_who_is_answered_is_a_warning_in_the_log()
    {
        await using var outside = await LoopbackService.StartAsync();
        outside.Answer = _ => Task.FromResult(new ServiceAnswer(200) { Body = """{"status":"healthy","service":"hippique"}""" });
        using var serve = Serve(outside);

        await serve.LogsAsync(Warning);
        await serve.TerminateAsync();

        var line = serve.Out.Select(line => JsonDocument.Parse(line).RootElement).Single(line => Message(line).Contains(Warning));
        line.GetProperty("severity").GetString().ShouldBe("WARNING");
        Message(line).ShouldContain($"{outside.Address}health answers without a token");
        outside.Calls.ShouldHaveSingleItem().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task One_who_is_refused_is_none_and_the_start_waits_for_neither()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<ServiceAnswer>();
        await using var outside = await LoopbackService.StartAsync();
        outside.Answer = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        using var serve = Serve(outside);

        await serve.SaysAsync("serves on");
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        answer.SetResult(new ServiceAnswer(403) { Body = "<html>Forbidden</html>" });
        (await serve.TerminateAsync()).ShouldBe(0);

        serve.Out.ShouldNotContain(line => line.Contains(Warning));
    }

    private HippiqueProcess Serve(LoopbackService outside) =>
        new(
            _folder,
            "serve",
            ("PORT", "0"),
            ("SERVICE_URL", outside.Address.AbsoluteUri),
            ("OIDC_ISSUER", "http://127.0.0.1:9/"),
            ("ALLOWED_EMAILS", AccessBench.Person),
            ("AUTH_PLATFORM", "cloud-run-iam"),
            ("K_SERVICE", "hippique"),
            ("K_REVISION", "hippique-00001-abc"),
            ("K_CONFIGURATION", "hippique")
        );

    private static string Message(JsonElement line) => line.GetProperty("message").GetString()!;
}
