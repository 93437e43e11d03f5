using Hippique.EndToEnd;
using Hippique.EndToEnd.Cloud;
using Hippique.EndToEnd.Dashboard;
using Hippique.EndToEnd.Deploy;
using Hippique.EndToEnd.Docs;
using Hippique.EndToEnd.Rehearsal;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Hippique.EndToEnd;

/// <summary>The tests that take minutes begin first, so that no processor idles at the end for the sake of one of them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        ChromiumCollection.Name,
        .. new[]
        {
            typeof(CloudWholeDayTests),
            typeof(ChaosDayTests),
            typeof(RealGcloudTests),
            typeof(EightyColumnsTests),
            typeof(CommandLineExamplesTests),
            typeof(PublishedImageTests),
        }.Select(test => test.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place)];

    /// <summary>By default a collection is named after its one class; the tests in one browser have a name of their own.</summary>
    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        Array.FindIndex(Long, test => collection.TestCollectionDisplayName.EndsWith(test, StringComparison.Ordinal)) is var place and >= 0
            ? place
            : Long.Length;
}
