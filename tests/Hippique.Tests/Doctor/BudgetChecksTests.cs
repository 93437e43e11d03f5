using Hippique.Doctor;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Http;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Doctor;

public sealed class BudgetChecksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 10, 11, 0, 0, TimeSpan.Zero));

    private readonly DiskArtifactStore _artifacts;

    public BudgetChecksTests() => _artifacts = new DiskArtifactStore(_folder);

    public void Dispose()
    {
        _artifacts.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(79, CheckState.Ok)]
    [InlineData(80, CheckState.Warning)]
    [InlineData(100, CheckState.Warning)]
    public async Task Count_of_each_host_asked_today_is_shown_with_advice_where_it_runs_short(int requests, CheckState expected)
    {
        Write("www.zeturf.fr", "2026-03-10", requests);
        Write("www.geny.com", "2026-03-09", 100);

        var check = (await RunAsync()).ShouldHaveSingleItem();

        (check.Name, check.State, check.Advice.Length > 0).ShouldBe(("budget_www.zeturf.fr", expected, expected != CheckState.Ok));
        check.Found.ShouldContain($"{requests}");
        check.Found.ShouldContain("100");
    }

    [Fact]
    public async Task Host_that_is_left_alone_now_is_said_with_the_hour_in_Paris()
    {
        Write(
            "www.zeturf.fr",
            "2026-03-10",
            1,
            ""","held_until":"2026-03-10T11:02:00+00:00","left_alone_until":"2026-03-10T10:59:59+00:00" """
        );
        Write("www.geny.com", "2026-03-10", 1, ""","left_alone_until":"2026-03-10T11:00:30+00:00" """);

        var checks = (await RunAsync()).Where(check => check.State == CheckState.Warning).ToList();

        checks.Select(check => check.Name).ShouldBe(["circuit_www.geny.com", "patience_www.zeturf.fr"]);
        checks[0].Found.ShouldContain("12:00:30");
        checks[1].Found.ShouldContain("12:02:00");
    }

    [Fact]
    public async Task Installation_that_asked_nobody_has_no_counts() => (await RunAsync()).ShouldBeEmpty();

    private void Write(string host, string day, int requests, string more = "")
    {
        var hosts = Directory.CreateDirectory(Path.Combine(_folder, HostCounts.FolderName)).FullName;
        File.WriteAllText(Path.Combine(hosts, host + ".json"), $$"""{"host":"{{host}}","day":"{{day}}","requests":{{requests}}{{more}}}""");
    }

    private Task<IReadOnlyList<DoctorCheck>> RunAsync() =>
        BudgetChecks.RunAsync(new ArtifactSourceStore(_artifacts), 100, _clock, TestContext.Current.CancellationToken);
}
