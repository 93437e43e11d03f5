using System.Net;
using System.Text.Json;
using Hippique.EndToEnd.Api;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Racing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>Limits and pauses that are set on a page.</summary>
public sealed class ResponsibleTests : IAsyncLifetime, IEventListener
{
    private const string Limits = "/responsible/limits";
    private const string Pause = "/responsible/pause";
    private readonly Browser _browser = new("fr");
    private readonly List<HippiqueEvent> _heard = [];
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(new() { ["DAILY_LIMIT"] = "40", ["WEEKLY_LIMIT"] = "60" });
        _service.Services.GetRequiredService<EventBus>().Subscribe(this);
        await _browser.OpenSessionAsync(_service);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _service.DisposeAsync();
    }

    void IEventListener.Heard(HippiqueEvent happened)
    {
        lock (_heard)
            _heard.Add(happened);
    }

    [Fact]
    public async Task A_limit_holds_at_once_in_every_process_and_a_raise_a_day_later()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        using var lowered = await PostAsync(Limits, Four("20", "80", "", "12,50"));
        (lowered.StatusCode, lowered.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.SeeOther, "/responsible?done=limits"));
        // Of the environment's 40 and 60 the lower ones count.
        (await InForceAsync(_service)).ShouldBe("20 60 - 12.50");
        (await TextAsync("/responsible")).ShouldContain("<dd>0,00 € sur 20,00 €</dd>");
        (await TextAsync("/")).ShouldContain("mises 20,00 € par jour");

        using var raised = await PostAsync(Limits, Four("30", "", "", ""));
        (await InForceAsync(_service)).ShouldBe("20 60 - 12.50");
        (await TextAsync("/responsible")).ShouldContain("tout vaut à partir du 23/11/2025 12:00");

        await using (var early = await AnotherAsync(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1)))
            (await InForceAsync(early)).ShouldBe("20 60 - 12.50");
        await using (var cooled = await AnotherAsync(TimeSpan.FromHours(24)))
            (await InForceAsync(cooled)).ShouldBe("30 60 - -");

        var (_, log) = await _service.GetAsync("/api/actions");
        log.GetProperty("actions")
            .EnumerateArray()
            .Select(action => (action.GetProperty("action").GetString(), action.GetProperty("outcome").GetString()))
            .Where(action => action.Item1 is not ("sign_in" or "schedule"))
            .ShouldBe([("limits_set", "done"), ("limits_set", "done")]);
        lock (_heard)
            _heard.Count(happened => happened is HippiqueEvent.LimitsChanged).ShouldBe(2);
    }

    [Fact]
    public async Task A_pause_is_begun_knowingly_is_said_everywhere_and_nothing_lifts_it()
    {
        using var unsure = await PostAsync(Pause, [("days", "7")]);
        unsure.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await InForceAsync(_service)).ShouldBe("40 60 - -");

        using var begun = await PostAsync(Pause, [("days", "7"), ("sure", "yes")]);
        using var shorter = await PostAsync(Pause, [("days", "1"), ("sure", "yes")]);
        using var higher = await PostAsync(Limits, Four("", "", "", ""));

        begun.Headers.Location!.OriginalString.ShouldBe("/responsible?done=pause");
        shorter.Headers.Location!.OriginalString.ShouldBe("/responsible?done=nothing");
        (await InForceAsync(_service)).ShouldBe("0 60 - -");
        (await TextAsync("/")).ShouldContain("en pause jusqu’au 29/11/2025 12:00");
        await using (var last = await AnotherAsync(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1)))
            (await InForceAsync(last)).ShouldBe("0 60 - -");
        await using (var over = await AnotherAsync(TimeSpan.FromDays(7)))
            (await InForceAsync(over)).ShouldBe("40 60 - -");
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("beaucoup")]
    [InlineData("1,234")]
    [InlineData("10000001")]
    [InlineData("1e3")]
    public async Task What_is_no_amount_is_said_and_changes_nothing(string amount)
    {
        using var answer = await PostAsync(Limits, Four("10", amount, "", ""));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(await Browser.TextOfAsync(answer)).ShouldContain($"« {amount} »");
        (await InForceAsync(_service)).ShouldBe("40 60 - -");
    }

    [Fact]
    public async Task A_form_without_all_its_fields_takes_no_limit_away()
    {
        using var set = await PostAsync(Limits, Four("10", "", "", ""));
        using var part = await PostAsync(Limits, [("weekly", "50")]);
        using var none = await PostAsync(Pause, [("days", "400"), ("sure", "yes")]);

        (part.StatusCode, none.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await InForceAsync(_service)).ShouldBe("10 60 - -");
    }

    [Fact]
    public async Task Strangers_and_pages_of_other_sites_set_nothing()
    {
        using var stranger = await PostAsync(Limits, Four("0", "", "", ""), cookies: false);
        using var foreign = await PostAsync(Limits, Four("0", "", "", ""), "https://evil.example");
        using var paused = await PostAsync(Pause, [("days", "7"), ("sure", "yes")], "https://evil.example");
        using var seen = await _service.Anonymous.GetAsync("/responsible", Token);

        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (foreign.StatusCode, paused.StatusCode).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        seen.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await InForceAsync(_service)).ShouldBe("40 60 - -");
    }

    private static (string, string)[] Four(string daily, string weekly, string dailyLoss, string weeklyLoss) =>
        [("daily", daily), ("weekly", weekly), ("daily_loss", dailyLoss), ("weekly_loss", weeklyLoss)];

    /// <summary>As <c>GET /api/settings</c> and what decides on a race have them.</summary>
    private static async Task<string> InForceAsync(ServiceUnderTest service)
    {
        var (_, body) = await service.GetAsync("/api/settings");
        var told = body.GetProperty("limits").GetProperty("in_force");
        var limits = string.Join(
            ' ',
            new[] { "daily", "weekly", "daily_loss", "weekly_loss" }.Select(name =>
                told.GetProperty(name) is { ValueKind: JsonValueKind.Number } amount ? amount.GetRawText().Replace(".00", "") : "-"
            )
        );
        var decided = await service.Services.GetRequiredService<IPlayLimits>().AtAsync(service.Clock.GetUtcNow(), Token);
        string.Join(' ', new[] { decided.Daily, decided.Weekly, decided.DailyLoss, decided.WeeklyLoss }.Select(Written)).ShouldBe(limits);
        return limits;

        static string Written(Euro? amount) => amount is { } euros ? $"{euros}".Replace(".00", "", StringComparison.Ordinal) : "-";
    }

    /// <summary>Another process with the same environment on the same store, a while later.</summary>
    private Task<ServiceUnderTest> AnotherAsync(TimeSpan later) =>
        ServiceUnderTest.StartAsync(
            new() { ["DAILY_LIMIT"] = "40", ["WEEKLY_LIMIT"] = "60" },
            new FakeTimeProvider(_service.Clock.GetUtcNow() + later),
            folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder, "limits"));
                foreach (var file in Directory.GetFiles(Path.Combine(_service.Folder, "limits")))
                    File.Copy(file, Path.Combine(folder, "limits", Path.GetFileName(file)));
            }
        );

    private async Task<string> TextAsync(string path)
    {
        using var answer = await _browser.GetAsync(_service, path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await Browser.TextOfAsync(answer));
    }

    private async Task<HttpResponseMessage> PostAsync(
        string path,
        (string Name, string Value)[] fields,
        string? origin = null,
        bool cookies = true
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Origin", origin ?? _service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Accept-Language", "fr");
        if (cookies)
            request.Headers.Add("Cookie", _browser.Cookies.GetCookieHeader(_service.Anonymous.BaseAddress!));
        return await _service.Anonymous.SendAsync(request, Token);
    }
}
