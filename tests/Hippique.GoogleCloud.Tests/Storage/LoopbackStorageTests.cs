using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>The parts of the protocol that the clients do not show: what the real service refuses, the loopback server refuses too.</summary>
public sealed class LoopbackStorageTests : IAsyncLifetime
{
    private const string Objects = "storage/v1/b/courses/o";
    private const string Uploads = "upload/storage/v1/b/courses/o";
    private BucketBench _bench = null!;
    private HttpClient _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await BucketBench.StartAsync();
        _http = new HttpClient { BaseAddress = _bench.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Request_WithoutAToken_IsRefused()
    {
        _http.DefaultRequestHeaders.Authorization = null;

        (await ErrorAsync(await _http.GetAsync(Objects, Token))).ShouldBe((401, "required"));
        (await ErrorAsync(await InsertAsync("a"))).ShouldBe((401, "required"));
    }

    [Fact]
    public async Task Name_WithABareSlash_IsNoAddress()
    {
        await InsertAsync("a/b");

        (await _http.GetAsync($"{Objects}/a/b", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _http.GetAsync($"{Objects}/a%2Fb", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Object_ThatChangesTwiceInASecond_IsRefusedByItsName()
    {
        await InsertAsync("a");

        var (status, reason) = await ErrorAsync(await InsertAsync("a"));
        (status, reason).ShouldBe((429, "rateLimitExceeded"));
        (await ErrorAsync(await _http.DeleteAsync($"{Objects}/a", Token))).Status.ShouldBe(429);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await InsertAsync("a")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Preconditions_AreCheckedOnEveryCall()
    {
        var generation = await GenerationAsync(await InsertAsync("a"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _http.GetAsync($"{Objects}/a?ifGenerationNotMatch={generation}", Token)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await _http.GetAsync($"{Objects}/a?alt=media&ifGenerationMatch=1", Token)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ErrorAsync(await InsertAsync("a", "&ifGenerationMatch=0"))).ShouldBe((412, "conditionNotMet"));
        (await ErrorAsync(await InsertAsync("b", $"&ifGenerationMatch={generation}"))).ShouldBe((412, "conditionNotMet"));
        (await ErrorAsync(await _http.DeleteAsync($"{Objects}/a?ifGenerationMatch=1", Token))).ShouldBe((412, "conditionNotMet"));
        (await ErrorAsync(await StartAsync("a", "&ifGenerationMatch=0"))).ShouldBe((412, "conditionNotMet"));
        (await _http.DeleteAsync($"{Objects}/a?ifGenerationMatch={generation}", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ErrorAsync(await _http.DeleteAsync($"{Objects}/a", Token))).ShouldBe((404, "notFound"));
        (await ErrorAsync(await InsertAsync("c", "&ifGenerationMatch=x"))).ShouldBe((400, "invalid"));
    }

    [Fact]
    public async Task Metadata_IsPatched_WithAMetagenerationOfItsOwn()
    {
        var generation = await GenerationAsync(await InsertAsync("a"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        using var patch = new StringContent("""{"metadata":{"by":"hand"}}""", Encoding.UTF8, "application/json");

        var answer = await _http.PatchAsync($"{Objects}/a", patch, Token);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        json.RootElement.GetProperty("metageneration").GetString().ShouldBe("2");
        json.RootElement.GetProperty("metadata").GetProperty("by").GetString().ShouldBe("hand");
        (await GenerationAsync(answer)).ShouldBe(generation);
    }

    [Fact]
    public async Task Content_ThatIsNotOfItsChecksum_IsRefused()
    {
        using var body = new MultipartContent("related")
        {
            new StringContent("""{"name":"a","crc32c":"AAAAAA=="}""", Encoding.UTF8, "application/json"),
            new StringContent("x"),
        };

        (await ErrorAsync(await _http.PostAsync($"{Uploads}?uploadType=multipart", body, Token))).ShouldBe((400, "invalid"));
    }

    [Fact]
    public async Task Session_TellsHowFarItCame_TakesOnlyWholePieces_AndEndsWithItsCancellation()
    {
        var session = (await StartAsync("a")).Headers.Location!;
        var (piece, last) = (new byte[256 * 1024], new byte[10]);

        var none = await PutAsync(session, [], "bytes */*");
        (none.StatusCode, none.Headers.Contains("Range")).ShouldBe((HttpStatusCode.PermanentRedirect, false));
        (await PutAsync(session, new byte[100], "bytes 0-99/*")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var cancelled = (await StartAsync("b")).Headers.Location!;
        await PutAsync(cancelled, piece, $"bytes 0-{piece.Length - 1}/*");
        var asked = await PutAsync(cancelled, [], "bytes */*");
        asked.Headers.GetValues("Range").ShouldBe([$"bytes=0-{piece.Length - 1}"]);
        ((int)(await _http.DeleteAsync(cancelled, Token)).StatusCode).ShouldBe(499);
        ((int)(await PutAsync(cancelled, last, $"bytes {piece.Length}-{piece.Length + 9}/{piece.Length + 10}")).StatusCode).ShouldBe(499);

        var whole = (await StartAsync("c")).Headers.Location!;
        await PutAsync(whole, piece, $"bytes 0-{piece.Length - 1}/{piece.Length + 10}");
        var done = await PutAsync(whole, last, $"bytes {piece.Length}-{piece.Length + 9}/{piece.Length + 10}");
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        // Asked again after an answer that was lost, it says the same.
        (await GenerationAsync(await PutAsync(whole, [], "bytes */*"))).ShouldBe(await GenerationAsync(done));
        _bench.Storage.Content("courses", "c")!.Length.ShouldBe(piece.Length + 10);
        _bench.Storage.Content("courses", "b").ShouldBeNull();
    }

    [Fact]
    public async Task PageToken_OfNobody_IsRefused()
    {
        (await ErrorAsync(await _http.GetAsync($"{Objects}?pageToken=!", Token))).ShouldBe((400, "invalid"));
    }

    [Fact]
    public async Task Ranges_OfAContent_AreServed()
    {
        await InsertAsync("a", content: "0123456789");
        using var middle = new HttpRequestMessage(HttpMethod.Get, $"{Objects}/a?alt=media");
        middle.Headers.Range = new RangeHeaderValue(2, 4);
        using var behind = new HttpRequestMessage(HttpMethod.Get, $"{Objects}/a?alt=media");
        behind.Headers.Range = new RangeHeaderValue(10, null);

        (await (await _http.SendAsync(middle, Token)).Content.ReadAsStringAsync(Token)).ShouldBe("234");
        (await _http.SendAsync(behind, Token)).StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    private Task<HttpResponseMessage> InsertAsync(string name, string query = "", string content = "x") =>
        _http.PostAsync($"{Uploads}?uploadType=media&name={Uri.EscapeDataString(name)}{query}", new StringContent(content), Token);

    private Task<HttpResponseMessage> StartAsync(string name, string query = "") =>
        _http.PostAsync($"{Uploads}?uploadType=resumable&name={name}{query}", null, Token);

    private async Task<HttpResponseMessage> PutAsync(Uri session, byte[] bytes, string range)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.Add("Content-Range", range);
        using var request = new HttpRequestMessage(HttpMethod.Put, session) { Content = content };
        return await _http.SendAsync(request, Token);
    }

    private static async Task<(int Status, string? Reason)> ErrorAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        var error = json.RootElement.GetProperty("error");
        error.GetProperty("code").GetInt32().ShouldBe((int)answer.StatusCode);
        return ((int)answer.StatusCode, error.GetProperty("errors")[0].GetProperty("reason").GetString());
    }

    private static async Task<string?> GenerationAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return json.RootElement.GetProperty("generation").GetString();
    }
}
