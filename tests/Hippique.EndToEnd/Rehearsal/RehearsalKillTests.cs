using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hippique.EndToEnd.Serving;
using Hippique.Hosting.Auth;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Sources;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>The real program rehearses an invented day, is killed in the middle of it, and goes on. The day is fast: how many looks are in time is the machine's affair.</summary>
public sealed class RehearsalKillTests : IDisposable
{
    private readonly RehearsalBench _bench = new();
    private readonly HttpClient _http = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_at_the_time_that_it_then_is_and_every_look_has_one_end()
    {
        var day = RecordedPmuDay.Write(_bench.Folder, new TimeOnly(14, 0), new TimeOnly(14, 10));
        var command = $"--rehearse {day} --pool pmu_national --speed 300 --at 13:00";
        using (var killed = _bench.Serve(command))
        {
            await killed.SaysAsync("REHEARSAL of 2031-05-04, ×300");
            await killed.SaysAsync("hippique serves on");
            await killed.UntilAsync(async () =>
                (await _bench.TasksAsync()).Any(task => task.Task.Kind == TaskKind.H30 && task.End is not null)
            );
            await killed.KillAsync();
        }
        var anchor = _bench.Anchor.ShouldNotBeNull();
        // None that the system hands out: it must be free when the mirror comes back.
        anchor.Mirror.Port.ShouldBeInRange(20_000, 29_999);
        var mirror = await _http.GetStringAsync(new Uri(anchor.Mirror, "/.rehearsal"), Token);

        using var again = _bench.Serve(command);
        await again.SaysAsync("It goes on");
        var address = new Uri((await again.SaysAsync("hippique serves on")).Split(' ')[^1]);
        var before = anchor.Clock().GetUtcNow();
        var shown = await ShownAsync(address);
        shown.ShouldBeInRange(before, anchor.Clock().GetUtcNow());
        await AnswersSayWhatTheyAreAsync(address);

        await again.SaysAsync("Screens and API stay up until Ctrl-C.");
        (await again.TerminateAsync()).ShouldBe(0);
        using var over = _bench.Serve($"{command} --into {_bench.Place} --until-end");
        var code = await over.ExitAsync(TimeSpan.FromMinutes(3));

        var kept = _bench.Anchor.ShouldNotBeNull();
        (kept.Id, kept.Start, kept.StartedAt, kept.Mirror).ShouldBe((anchor.Id, anchor.Start, anchor.StartedAt, anchor.Mirror));
        mirror.ShouldBe(anchor.Id);
        again.Out.ShouldNotContain(line => line.Contains("is gone and is started again", StringComparison.Ordinal));
        var looks = (await _bench.TasksAsync()).Where(task => task.Task.Kind.IsPhase()).ToList();
        looks.Count.ShouldBe(4);
        looks.ShouldAllBe(look => look.End is TaskEnd.Done || look.End is TaskEnd.Late || look.End is TaskEnd.Missed);
        // A machine that took a quarter of an hour to plan the day was too late for some, which count for neither.
        var rehearsed = looks.Where(look => look.End != TaskEnd.Missed.PlannedTooLate).ToList();
        code.ShouldBe(rehearsed.All(look => look.End!.IsDone) ? 0 : 1);
        again.Error.ShouldContain(line =>
            line.StartsWith("2031-05-04 is over at ", StringComparison.Ordinal) && line.EndsWith("2 races.", StringComparison.Ordinal)
        );
        again.Error.ShouldContain(line => line.StartsWith($"{rehearsed.Count} look", StringComparison.Ordinal));
        // The mirror goes with the last who used it.
        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            for (var look = 0; look < 300; look++)
            {
                await _http.GetStringAsync(anchor.Mirror + ".rehearsal", Token);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
            }
        });
    }

    private async Task<DateTimeOffset> ShownAsync(Uri address)
    {
        using var health = JsonDocument.Parse(await _http.GetStringAsync(new Uri(address, "health"), Token));
        return health.RootElement.GetProperty("timestamp").GetDateTimeOffset();
    }

    private async Task AnswersSayWhatTheyAreAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "api/tickets/2031-05-04"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken.Read(_bench.Place!)!.Value);
        using var answer = await _http.SendAsync(request, Token);
        answer.Headers.GetValues("Hippique-Rehearsal").ShouldBe(["2031-05-04 x300"]);
        var body = await answer.Content.ReadAsStringAsync(Token);
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        using var tickets = JsonDocument.Parse(body);
        var mark = tickets.RootElement.GetProperty("rehearsal");
        (mark.GetProperty("date").GetString(), mark.GetProperty("speed").GetDouble()).ShouldBe(("2031-05-04", 300));
        using var page = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/"))
        {
            Headers = { Authorization = request.Headers.Authorization },
        };
        page.Headers.AcceptLanguage.ParseAdd("en");
        page.Headers.Accept.ParseAdd("text/html");
        using var home = await _http.SendAsync(page, Token);
        WebUtility.HtmlDecode(await home.Content.ReadAsStringAsync(Token)).ShouldContain("REHEARSAL of 2031-05-04, ×300");
        // The verbs that read the folder mean the rehearsed day.
        using var verb = new HippiqueProcess(_bench.Folder, "tickets", ("DATA_DIR", _bench.Place!));
        (await verb.ExitAsync()).ShouldBe(0);
        verb.Out[0].ShouldBe("REHEARSAL of 2031-05-04, ×300: a recorded day, nothing in it can be bought.");
    }
}
