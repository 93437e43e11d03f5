using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Replay;
using Hippique.EndToEnd.Api;
using Hippique.Testing;
using Hippique.Testing.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>A recorded day beside the live one, over HTTP.</summary>
public sealed partial class ReplayPagesTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2025, 11, 20);
    private readonly Browser _browser = new("fr");
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var recording = Directory.CreateTempSubdirectory("hippique-recorded-").FullName;
        await InventedRecording.WriteAsync(recording, Day, Token);
        _service = await ServiceUnderTest.StartAsync(
            new() { ["OPERATORS"] = "pmu" },
            prepare: folder => Directory.Move(Path.Combine(recording, "2025-11-20"), Path.Combine(folder, "2025-11-20"))
        );
        Directory.Delete(recording, recursive: true);
        await _browser.OpenSessionAsync(_service);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _service.DisposeAsync();
    }

    [Fact]
    public async Task A_day_is_watched_phase_by_phase_to_its_end_and_nothing_of_the_live_day_is_touched()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        var before = FilesOf(_service.Folder);
        (await TextAsync("/replay")).ShouldContain("jeudi 20 novembre 2025");

        var path = await BeginAsync("60");
        var begun = await TextAsync(path);
        begun.ShouldContain("Rejeu du 20/11/2025 × 60 : rien n’est joué");
        begun.ShouldContain("En cours.");
        begun.ShouldContain($"href=\"{path}/race/2025-11-20/R1C1\"");
        begun.ShouldContain($"data-events=\"/api{path}/events\"");
        begun.ShouldContain("data-speed=\"60\"");
        begun.ShouldContain("à venir");
        begun.ShouldNotContain("vue à H-30");

        (await DriveAsync(path, ("do", "pause"))).ShouldContain("En pause.");
        var looked = await DriveAsync(path, ("do", "next"));
        looked.ShouldContain("vue à H-30");
        looked.ShouldContain("data-speed=\"0\"");
        (await DriveAsync(path, ("speed", "600"))).ShouldContain("× 600 : rien n’est joué");
        (await TextAsync($"{path}/race/2025-11-20/R1C1")).ShouldContain("Partants");
        (await TextAsync($"{path}/race/2025-11-20/R1C1/why")).ShouldContain("Pas encore analysée");

        await DriveAsync(path, ("do", "end"));
        var sandbox = Desk.Find(path.Split('/')[^1])!;
        await BoundedWait.UntilAsync(() => sandbox.Mark.State == SandboxState.Over);
        (await TextAsync(path)).ShouldContain("Fini : tout est fait");
        (await TextAsync($"{path}/race/2025-11-20/R1C1/why")).ShouldContain("Règles gpi-v5.1");

        await DriveAsync(path, ("do", "close"));
        using var gone = await _browser.GetAsync(_service, path);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await Browser.TextOfAsync(gone)).ShouldContain("Ce rejeu est fermé");
        FilesOf(_service.Folder).ShouldBe(before);
        (await TextAsync("/")).ShouldNotContain("Rejeu du");
    }

    [Fact]
    public async Task Two_days_are_watched_at_once_and_one_that_nobody_looks_at_is_closed()
    {
        var first = await BeginAsync("1");
        var second = await BeginAsync("600");
        second.ShouldNotBe(first);
        using (var third = await SubmitAsync("/replay", Order("10")))
        {
            third.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            WebUtility.HtmlDecode(await Browser.TextOfAsync(third)).ShouldContain("2 rejeux sont ouverts");
        }
        (await TextAsync("/replay")).ShouldContain("Rejeux ouverts");

        _service.Clock.Advance(ReplayDesk.UnseenAtMost);
        await BoundedWait.UntilAsync(() => Desk.Sandboxes.Count == 0);
    }

    [Fact]
    public async Task Two_rule_sets_are_compared_in_the_background()
    {
        const string path = "/replay/compare?date=2025-11-20&a=gpi-v5.1&b=gpi-edge";
        (await TextAsync(path)).ShouldContain("Pas encore comparés");

        using (var begun = await SubmitAsync("/replay/compare", [("date", "2025-11-20"), ("a", "gpi-v5.1"), ("b", "gpi-edge")]))
            begun.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe(path);
        await BoundedWait.UntilAsync(() => Desk.Find(new ComparisonOrder(Day, "gpi-v5.1", "gpi-edge"))!.HasEnded);

        var text = await TextAsync(path);
        text.ShouldContain("gpi-v5.1 et gpi-edge le 20/11/2025");
        text.ShouldContain("Une journée ne montre pas lequel des deux est le meilleur");
        text.ShouldContain("Tickets non réglés");
        // Every race is either decided the same or shown.
        var result = Desk.Find(new ComparisonOrder(Day, "gpi-v5.1", "gpi-edge"))!.Result!;
        (result.Same + result.Races.Count).ShouldBe(4);
        text.ShouldContain($"{result.Races.Count} course");
        using var same = await SubmitAsync("/replay/compare", [("date", "2025-11-20"), ("a", "gpi-edge"), ("b", "gpi-edge")]);
        same.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_events_of_a_replay_are_its_own_and_end_with_it()
    {
        var path = await BeginAsync("60");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api{path}/events");
        using var answer = await _service.Owner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        (await NextAsync(lines)).ShouldContain("\"kind\":\"hello\"");

        await DriveAsync(path, ("do", "next"));
        string told;
        do told = await NextAsync(lines);
        while (!told.Contains("task_ended", StringComparison.Ordinal));
        told.ShouldContain("\"date\":\"2025-11-20\"");

        await DriveAsync(path, ("do", "close"));
        while (await lines.ReadLineAsync(Token) is not null) { }
        (await _service.GetAsync($"/api{path}/events")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _service.GetAsync("/api/replay/days")).Body.GetProperty("days")[0].GetString().ShouldBe("2025-11-20");
    }

    [Theory]
    [InlineData("date=2025-11-21&rules=gpi-v5.1&speed=60", HttpStatusCode.NotFound)]
    [InlineData("date=../secret&rules=gpi-v5.1&speed=60", HttpStatusCode.BadRequest)]
    [InlineData("date=2025-11-20&rules=mine&speed=60", HttpStatusCode.BadRequest)]
    [InlineData("date=2025-11-20&rules=gpi-v5.1&speed=100000", HttpStatusCode.BadRequest)]
    public async Task What_no_form_offers_is_refused(string form, HttpStatusCode expected)
    {
        var fields = form.Split('&').Select(field => field.Split('=')).Select(pair => (pair[0], pair[1])).ToArray();

        using var answer = await SubmitAsync("/replay", fields);

        answer.StatusCode.ShouldBe(expected);
        Desk.Sandboxes.ShouldBeEmpty();
    }

    private ReplayDesk Desk => _service.Services.GetRequiredService<ReplayDesk>();

    private static (string Name, string Value)[] Order(string speed) => [("date", "2025-11-20"), ("rules", "gpi-v5.1"), ("speed", speed)];

    private async Task<string> BeginAsync(string speed)
    {
        using var answer = await SubmitAsync("/replay", Order(speed));
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        OnePath().IsMatch(path).ShouldBeTrue(path);
        return path;
    }

    private async Task<string> DriveAsync(string path, (string Name, string Value) what)
    {
        using var answer = await SubmitAsync(path, [what, ("back", path)]);
        return WebUtility.HtmlDecode(await Browser.TextOfAsync(answer));
    }

    private Task<HttpResponseMessage> SubmitAsync(string path, (string Name, string Value)[] fields) =>
        _browser.SubmitAsync(_service, path, fields);

    private async Task<string> TextAsync(string path) =>
        WebUtility.HtmlDecode(await Browser.TextOfAsync(await _browser.GetAsync(_service, path)));

    private static async Task<string> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return line;
        }
        return "";
    }

    /// <summary>Path and hash of every file of a folder.</summary>
    private static List<string> FilesOf(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                // What the queue of the live day keeps for itself moves with its clock.
                .Where(file => !file.Contains("queue", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
        ];

    [GeneratedRegex("^/replay/[0-9a-f]{8}$")]
    private static partial Regex OnePath();
}
