using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.Sources.Geny;
using Hippique.Sources.Tests.Pages;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Geny;

/// <summary>Whatever a page has become, it is read or refused by name: no exception, and never a race without runners.</summary>
public sealed class GenyMutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Page_Mutated_IsReadOrRefused(int pieces) => Fuzz.Sample(GenyPages.Odds(pieces: pieces), Check);

    [Fact]
    public void Captured_page_cut_down_and_mutated_is_read_or_refused()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var page = CutDown(File.ReadAllText(RealData.Path("captures/geny/cotes_2026-09-24_excerpt.html")));
        page.Length.ShouldBeInRange(10_000, 30_000);
        GenyRacePage.Read(page, "u", null).ShouldBeOfType<SourceAnswer<RaceView>.Found>();

        Fuzz.Sample(page, Check, Fuzz.Pages / 2);
    }

    /// <summary>Of the page's payload the row of the queries, with six runners and one race a meeting.</summary>
    private static string CutDown(string page)
    {
        var rows = FlightRows.Split(FlightPayload.Join(page).Bytes);
        var row = JsonNode.Parse(rows.Json("7")!.Value.GetRawText())!;
        var queries = row[3]!["state"]!["queries"]!.AsArray();
        Keep(queries[0]!["state"]!["data"]!["cotes"]!.AsArray(), 6);
        foreach (var meeting in queries[2]!["state"]!["data"]!.AsArray())
            Keep(meeting!["courseInfos"]!.AsArray(), 1);
        var piece = JsonSerializer.Serialize($"7:{row.ToJsonString(Plain)}\n", Plain);
        return $"<!DOCTYPE html><html data-geny-version=\"2\"><body><script>self.__next_f.push([1,{piece}])</script></body></html>";
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Keep(JsonArray list, int count)
    {
        while (list.Count > count)
            list.RemoveAt(list.Count - 1);
    }

    private static void Check(string html)
    {
        if (GenyRacePage.Read(html, "u", null) is SourceAnswer<RaceView>.Found { Value: var view })
        {
            view.Card.Runners.ShouldNotBeEmpty();
            view.Card.Name.ShouldNotBeNullOrWhiteSpace();
            view.Pools.SelectMany(pool => pool.Win).ShouldAllBe(price => price.Odds.IsPriced);
        }
        if (GenyProgramme.Read(html, "u", null) is SourceAnswer<Programme>.Found { Value: var programme })
            programme.Races.ShouldNotBeEmpty();
    }
}
