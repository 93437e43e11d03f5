using Hippique.GoogleCloud.Tasks;

namespace Hippique.GoogleCloud.Tests;

public sealed class CloudTaskNameTests
{
    [Fact]
    public void Spread_Name_StartsWithEightHexDigitsOfItsSha256()
    {
        // printf 'run-20251016-r1c3-h30' | sha256sum
        CloudTaskName.Spread("run-20251016-r1c3-h30").ShouldBe("3c823fd7-run-20251016-r1c3-h30");
    }

    [Fact]
    public void Spread_SameName_GivesTheSameResult() =>
        CloudTaskName.Spread("run-20251016-r1c3-h5").ShouldBe(CloudTaskName.Spread("run-20251016-r1c3-h5"));

    [Fact]
    public void Spread_TheRunsOfOneDay_StartWithDifferentPrefixes()
    {
        var prefixes = Enumerable.Range(1, 50).Select(race => CloudTaskName.Spread($"run-20251016-r1c{race}-h30")[..2]);
        prefixes.Distinct().Count().ShouldBeGreaterThan(20);
    }
}
