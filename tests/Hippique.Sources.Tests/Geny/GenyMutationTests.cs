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
    public void Captured_page_cut_to_its_runners_and_mutated_is_read_or_refused()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var page = File.ReadAllText(RealData.Path("captures/geny/cotes_2026-09-24_excerpt.html"));
        // The row of the query state starts the part that is read; 20 kB hold all runners.
        var state = page.IndexOf("\\n7:[", StringComparison.Ordinal);
        var cut = string.Concat(
            page.AsSpan(0, 200),
            "<script>self.__next_f.push([1,\"",
            page.AsSpan(state + 2, 20_000),
            "\"])</script></html>"
        );

        Fuzz.Sample(cut, Check, Fuzz.Pages / 2);
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
