using Hippique.EndToEnd.Dashboard;
using Hippique.EndToEnd.Rehearsal;

namespace Hippique.EndToEnd;

/// <summary>If the runner named collections otherwise, the long tests would begin last, and nobody would notice but by the time that all of them take.</summary>
public sealed class LongestFirstTests
{
    [Fact]
    public void A_long_test_is_known_by_the_name_that_the_runner_gives_its_collection()
    {
        var own = TestContext.Current.TestCollection!.TestCollectionDisplayName;
        var mine = typeof(LongestFirstTests).FullName!;
        own.ShouldContain(mine);

        var chaos = LongestFirst.Place(own.Replace(mine, typeof(ChaosDayTests).FullName, StringComparison.Ordinal));

        chaos.ShouldBeLessThan(LongestFirst.Place(own));
        LongestFirst.Place(ChromiumCollection.Name).ShouldBeLessThan(chaos);
    }
}
