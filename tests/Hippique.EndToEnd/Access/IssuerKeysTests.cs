using System.Net;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud.Tokens;

namespace Hippique.EndToEnd.Access;

/// <summary>When the issuer is asked for its keys, and what holds while it does not answer.</summary>
public sealed class IssuerKeysTests
{
    [Fact]
    public async Task Keys_are_kept_as_long_as_their_answer_says()
    {
        await using var bench = await AccessBench.StartAsync();
        bench.Issuer.CacheControl = "public, max-age=7200";

        for (var i = 0; i < 5; i++)
            await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Clock.Advance(TimeSpan.FromSeconds(3599));
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Issuer.KeyRequests.ShouldBe(1);

        // The discovery document says nothing of its age: an hour.
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Issuer.KeyRequests.ShouldBe(2);
    }

    [Theory]
    [InlineData("public, max-age=1800", null, 1800)]
    [InlineData(null, 1800, 1800)]
    [InlineData("public, max-age=1200", 3000, 1200)]
    [InlineData("no-store", null, 300)]
    [InlineData("public, max-age=1", null, 300)]
    public async Task Either_header_counts_and_never_less_than_five_minutes(string? cache, int? expires, int seconds)
    {
        await using var bench = await AccessBench.StartAsync();
        bench.Issuer.CacheControl = cache;
        bench.Issuer.Expires = expires is { } after ? bench.Clock.GetUtcNow().AddSeconds(after) : null;
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);

        bench.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Issuer.KeyRequests.ShouldBe(1);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Issuer.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_key_is_found_and_one_that_was_taken_back_is_refused()
    {
        await using var bench = await AccessBench.StartAsync();
        var tomorrow = bench.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        var old = $"Bearer {bench.Issuer.Token(AccessBench.Url, AccessBench.Robot, ("exp", tomorrow))}";
        await ShouldBeAsync(bench, old, HttpStatusCode.OK);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));

        bench.Issuer.Rotate();

        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        await ShouldBeAsync(bench, old, HttpStatusCode.OK);
        bench.Issuer.KeyRequests.ShouldBe(2);
        bench.Issuer.Retire();
        bench.Clock.Advance(TimeSpan.FromMinutes(61));
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        await ShouldBeAsync(bench, old, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_flood_of_forged_ids_asks_once_in_five_minutes()
    {
        await using var bench = await AccessBench.StartAsync();
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => ShouldBeAsync(bench, Forged(bench, i), HttpStatusCode.Unauthorized)));

        bench.Issuer.KeyRequests.ShouldBe(2);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await ShouldBeAsync(bench, Forged(bench, 7), HttpStatusCode.Unauthorized);
        bench.Issuer.KeyRequests.ShouldBe(3);
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Callers_at_once_cause_one_request()
    {
        await using var bench = await AccessBench.StartAsync();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Issuer.Hold = go.Task;

        var calls = Enumerable.Range(0, 20).Select(_ => ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK)).ToList();
        await BoundedWait.UntilAsync(() => bench.Issuer.KeyRequests > 0);
        go.SetResult();
        await Task.WhenAll(calls);

        bench.Issuer.KeyRequests.ShouldBe(1);
    }

    [Fact]
    public async Task While_the_issuer_fails_its_known_keys_are_used_and_it_is_asked_once_a_minute()
    {
        await using var bench = await AccessBench.StartAsync();
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Issuer.IsDown = true;
        bench.Clock.Advance(TimeSpan.FromHours(30));

        for (var i = 0; i < 10; i++)
            await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Issuer.DiscoveryRequests.ShouldBe(2);
        bench.Clock.Advance(TimeSpan.FromSeconds(61));
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
        bench.Issuer.DiscoveryRequests.ShouldBe(3);
    }

    [Fact]
    public async Task Where_no_key_was_ever_fetched_a_retry_can_help_and_does()
    {
        await using var bench = await AccessBench.StartAsync();
        bench.Issuer.IsDown = true;

        var answer = await bench.AskAsync(Sound(bench));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await bench.AskAsync(null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        bench.Issuer.IsDown = false;
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await ShouldBeAsync(bench, Sound(bench), HttpStatusCode.OK);
    }

    private static string Sound(AccessBench bench) => $"Bearer {bench.Issuer.Token(AccessBench.Url, AccessBench.Robot)}";

    private static string Forged(AccessBench bench, int number)
    {
        var header = TokenText.Header("RS256", $"forged-{number}");
        return $"Bearer {TokenText.WithSignature(header, bench.Issuer.Claims(AccessBench.Url, AccessBench.Robot), "AAAA")}";
    }

    private static async Task ShouldBeAsync(AccessBench bench, string authorization, HttpStatusCode status) =>
        (await bench.AskAsync(authorization)).StatusCode.ShouldBe(status);
}
