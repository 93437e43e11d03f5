using System.Text.RegularExpressions;
using Hippique.EndToEnd.Rehearsal;
using Hippique.EndToEnd.Serving;
using Hippique.Testing;
using Hippique.Testing.Postgres;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>A real day rehearsed by the real program, embedded and on PostgreSQL, with a browser that looks on.</summary>
[Collection(ChromiumCollection.Name)]
public sealed partial class RehearsedDayTests(Chromium chromium, SharedPostgres postgres, ITestOutputHelper output) : IDisposable
{
    private readonly RehearsalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("fr", false)]
    [InlineData("en", true)]
    public async Task Every_view_of_a_real_day_is_whole_and_the_page_follows_the_day(string language, bool onPostgres)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        List<(string, string)> variables = [("PORT", "0"), ("REQUIRE_AUTH", "false"), ("RULES", "gpi-edge")];
        if (onPostgres)
        {
            var server = await postgres.ServerAsync();
            Assert.SkipWhen(server is null, SharedPostgres.Absent);
            variables.AddRange([("QUEUE", "postgres"), ("DATABASE_URL", await server!.NewDatabaseAsync())]);
        }
        var day = RealData.Path("days/2025-12-06.jsonl.gz");
        using var serve = new HippiqueProcess(
            _bench.Folder,
            $"serve --rehearse {day} --pool pmu_national --speed 60 --at 13:30",
            [.. variables]
        );
        var address = new Uri(Address().Match(await serve.SaysAsync("hippique serves on")).Value);
        await using var visitor = await chromium.VisitAsync(
            address,
            new BrowserNewContextOptions { Locale = language == "fr" ? "fr-FR" : "en-GB" }
        );

        await FollowAsync(visitor);
        var faults = new List<string>();
        var race = (await visitor.Page.Locator(".races li:not(.to_come) a.name").First.GetAttributeAsync("href"))!;
        foreach (
            var path in (string[])["/", race, $"{race}/why", "/tickets", "/sheet", "/balance", "/operations?state=all", "/operations/log"]
        )
        {
            await visitor.Page.GotoAsync(path);
            faults.AddRange(await visitor.FaultsAsync(null, 360, 1440));
        }

        faults.ShouldBeEmpty();
        visitor.Complaints.ShouldBeEmpty();
        (await serve.TerminateAsync()).ShouldBe(0);
    }

    /// <summary>The first looks end while the page is open, and it shows so without being loaded again.</summary>
    private async Task FollowAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync("/");
        // The plan is made after the service answers.
        await visitor.Page.WaitForSelectorAsync(".races li");
        await visitor.LiveAsync();
        await visitor.Page.EvaluateAsync("() => (window.kept = true)");
        var before = await visitor.Page.EvaluateAsync<int>("() => document.querySelectorAll('.races li:not(.to_come)').length");
        await visitor.Page.WaitForFunctionAsync("before => document.querySelectorAll('.races li:not(.to_come)').length > before", before);
        (await visitor.Page.EvaluateAsync<bool>("() => window.kept")).ShouldBeTrue();
        output.WriteLine($"{before} races were looked at before the page was open");
    }

    [GeneratedRegex(@"http://[^\s]+\d")]
    private static partial Regex Address();
}
