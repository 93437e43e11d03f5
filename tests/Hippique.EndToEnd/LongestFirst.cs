using Hippique.EndToEnd;
using Hippique.EndToEnd.Cloud;
using Hippique.EndToEnd.Dashboard;
using Hippique.EndToEnd.Deploy;
using Hippique.EndToEnd.Docs;
using Hippique.EndToEnd.Rehearsal;
using Hippique.EndToEnd.Serving;
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
            typeof(ChaosDayTests),
            typeof(CloudWholeDayTests),
            typeof(StopInPhaseTests),
            typeof(RealGcloudTests),
            typeof(EightyColumnsTests),
            typeof(CommandLineExamplesTests),
            typeof(PublishedImageTests),
        }.Select(test => test.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection => Place(collection.TestCollectionDisplayName);

    /// <summary>By default the name of a collection holds that of its one class, and an id behind it; the tests in one browser have a name of their own.</summary>
    internal static int Place(string collection) =>
        Array.FindIndex(Long, test => collection.Contains(test, StringComparison.Ordinal)) is var place and >= 0 ? place : Long.Length;
}
