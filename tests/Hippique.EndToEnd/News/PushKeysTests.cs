using System.Net.Http.Headers;
using System.Text.Json;
using Hippique.EndToEnd.Serving;
using Hippique.Hosting.Serving;

namespace Hippique.EndToEnd.News;

/// <summary>The key of the real program: its owner's alone, and the same after a restart.</summary>
public sealed class PushKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-push-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Another_process_on_the_folder_has_the_same_key()
    {
        var first = await KeyAsync();
        first.ShouldNotBeNullOrEmpty();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(Data, "keys", "web_push.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await KeyAsync()).ShouldBe(first);
    }

    private async Task<string?> KeyAsync()
    {
        using var serve = new HippiqueProcess(_folder, "serve", umask: "000", ("PORT", "0"), ("SOURCES__ORDER", "none"));
        await serve.SaysAsync("serves on");
        using var http = new HttpClient { BaseAddress = RunningService.Find(Data) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await File.ReadAllTextAsync(Path.Combine(Data, "token"), Token)).Trim()
        );
        string? key = null;
        await serve.UntilAsync(async () =>
        {
            using var answer = await http.GetAsync("/api/push", Token);
            if (!answer.IsSuccessStatusCode)
                return false;
            key = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("public_key").GetString();
            return true;
        });
        (await serve.TerminateAsync()).ShouldBe(0);
        return key;
    }
}
