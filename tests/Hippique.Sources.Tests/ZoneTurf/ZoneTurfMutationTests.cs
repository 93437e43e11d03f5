using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Sources.Tests.Pages;
using Hippique.Sources.ZoneTurf;
using Hippique.Testing;

namespace Hippique.Sources.Tests.ZoneTurf;

/// <summary>Whatever a page has become, it is read or refused by name.</summary>
public sealed class ZoneTurfMutationTests
{
    [Fact]
    public void HorsePage_Mutated_IsReadOrRefused() =>
        Fuzz.Sample(
            ZoneTurfTests.HorsePage("Brume d'Or", ZoneTurfTests.Race("Brume d'Or", "3"), ZoneTurfTests.Race("Brume d'Or", "D")),
            Check
        );

    [Fact]
    public void Links_Mutated_AreReadOrRefused()
    {
        var day = new DateOnly(2025, 3, 14);
        Fuzz.Sample(
            ZoneTurfLinksTests.Programme,
            html =>
            {
                if (ZoneTurfLinks.Races(html, "u", day) is SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found { Value: var races })
                    races.ShouldNotBeEmpty();
            }
        );
        Fuzz.Sample(
            ZoneTurfLinksTests.Race,
            html =>
            {
                if (
                    ZoneTurfLinks.Figures(html, "u") is SourceAnswer<IReadOnlyList<(FigureKind Kind, string Path)>>.Found
                    {
                        Value: var links
                    }
                )
                    links.ShouldAllBe(link => link.Path.StartsWith('/') && !link.Path.Contains(".."));
            }
        );
    }

    [Fact]
    public void Captured_pages_cut_and_mutated_are_read_or_refused()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var horse = File.ReadAllText(RealData.Path("captures/zone-turf/horse_jullou_2025-12-13.html"));
        var from = horse.IndexOf("<main", StringComparison.Ordinal);
        var jockey = File.ReadAllText(RealData.Path("captures/zone-turf/jockey_pasquier_2026-01-21.html"));

        Fuzz.Sample(string.Concat(horse.AsSpan(0, 800), horse.AsSpan(from, 16_000), "</html>"), Check, Fuzz.Pages / 2);
        Fuzz.Sample(jockey, Check, Fuzz.Pages / 2);
    }

    private static void Check(string html)
    {
        if (ZoneTurfHorse.Read(html, "u") is SourceAnswer<HorseStatistics>.Found { Value: var horse })
            horse.Name.ShouldNotBeNullOrWhiteSpace();
        if (ZoneTurfJockey.Read(html, "u") is SourceAnswer<JockeyStatistics>.Found { Value: var jockey })
            jockey.Wins.ShouldBeLessThanOrEqualTo(jockey.Starts);
    }
}
