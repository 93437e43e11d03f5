using Hippique.Hosting.Settings;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Tests.Rehearsal;

/// <summary>What of the user's settings a rehearsal keeps.</summary>
public sealed class RehearsalCompositionTests
{
    private static readonly Dictionary<string, string> Own = new()
    {
        ["BANKROLL"] = "321",
        ["PORT"] = "8123",
        ["OPERATORS"] = "genybet",
        ["GCS_BUCKET"] = "mine",
        ["GPI_MODULE"] = "/bin/true",
        ["TIMEOUT_SECONDS"] = "30",
        ["SOURCES__PMU__TIMEOUT_SECONDS"] = "4",
        ["DAILY_LIMIT"] = "20",
    };

    [Fact]
    public void Money_rules_and_port_are_the_users_and_place_sources_and_pools_the_rehearsals()
    {
        var settings = Settings();
        (settings.Play.Bankroll, settings.Play.DailyLimit, settings.Server.Port).ShouldBe((new Euro(321), new Euro(20), 8123));
        (settings.Data.Folder, settings.Data.Bucket, settings.Cloud).ShouldBe(("/rehearsed", null, null));
        settings.Play.Operators.ShouldBe([Pool.PmuNational]);
        settings.Sources.Order.ShouldBe(["pmu"]);
        settings.Sources.Statistics.ShouldBeEmpty();
        settings.Sources.BaseUrls["pmu"].ShouldBe(new Uri("http://127.0.0.1:9/rest/client/61/"));
        settings.Sources.RequestsPerSecond.ShouldBe(1);
    }

    [Fact]
    public void What_waits_for_another_process_is_given_as_much_real_time_as_ever()
    {
        var settings = Settings();
        settings.Sources.Timeouts["pmu"].ShouldBe(TimeSpan.FromSeconds(4 * 60));
        settings.Module!.Timeout.ShouldBe(TimeSpan.FromSeconds(30 * 60));
    }

    [Theory]
    [InlineData(1, 1, 30)]
    [InlineData(60, 15, 30)]
    [InlineData(600, 20, 300)]
    public void The_queue_looks_at_the_clock_little_more_often_than_on_a_real_day(double speed, double sleep, double upkeep)
    {
        var queue = RehearsalComposition.Queue(Settings(), speed);
        (queue.DataFolder, queue.MaxSleep, queue.UpkeepEvery).ShouldBe(
            ("/rehearsed", TimeSpan.FromSeconds(sleep), TimeSpan.FromSeconds(upkeep))
        );
    }

    private static HippiqueSettings Settings() =>
        RehearsalComposition.Settings(SettingsReader.Read(Own, "/home"), InventedAnchor.Of("day"), "/rehearsed");
}
