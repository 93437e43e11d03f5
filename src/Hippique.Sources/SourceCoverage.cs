namespace Hippique.Sources;

/// <summary>What of a source was built without a page of it at hand; it fails by name where the site does otherwise. The same table stands in <c>docs/sources.md</c>.</summary>
public static class SourceCoverage
{
    /// <summary>Codes of the parts: <c>programme</c>, <c>results</c>, <c>jockey</c>; empty where every part was read from real pages.</summary>
    public static IReadOnlyList<string> NotYetSeen(string source) =>
        source switch
        {
            Geny.GenyUrl.SourceName => ["programme", "results"],
            ZoneTurf.ZoneTurfFields.SourceName => ["programme", "race_page", "jockey", "trainer"],
            _ => [],
        };
}
