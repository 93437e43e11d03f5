using Hippique.Gpi.Guards;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Planning;

/// <summary>Races outside the user's countries are planned and not asked for (issue 10, point 10).</summary>
public sealed class AskedRacesTests
{
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("FRA", true)]
    [InlineData("fr", true)]
    [InlineData("", true)]
    [InlineData("GBR", false)]
    public void Race_is_asked_for_at_home_and_where_its_country_is_not_known(string country, bool expected) =>
        Asked(new FakeSource("zeturf")).Contains(Race(country)).ShouldBe(expected);

    [Fact]
    public void Race_in_a_file_of_recorded_races_is_looked_at_wherever_it_was_run()
    {
        var file = new FakeSource("zeturf") { CostsRequests = false };

        Asked(file).Contains(Race("GBR")).ShouldBeTrue();
        // One link to a site is enough to leave it unasked.
        Asked(file).Contains(Race("GBR", "zeturf", "pmu")).ShouldBeFalse();
    }

    [Fact]
    public async Task Race_abroad_ends_both_phases_and_is_never_asked_for_not_even_for_its_result()
    {
        await PlannedAsync("GBR");

        (await EndOfAsync(Phase.H30)).ShouldBe(new TaskEnd.Done());
        (await EndOfAsync(Phase.H5)).ShouldBe(new TaskEnd.Done());
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddHours(1));
        await _bench.Get<SettleHandler>().SettleAsync(new SettleOrder.OfDay(InventedRaces.Day), Token);

        (_bench.ZEturf.Asked.Count, _bench.ZEturf.ClosesAsked, _bench.ZEturf.ResultsAsked.Count).ShouldBe((0, 0, 0));
        (await _bench.Tasks.OpenAsync(Token)).Select(record => record.Task.Kind).ShouldNotContain(TaskKind.Close);
        var day = (await _bench.Get<TicketsReader>().ReadAsync(InventedRaces.Day, Token)).ShouldNotBeNull();
        (day.Races, day.Unplayable, day.Tickets.Count).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Phase_that_is_carried_out_again_finds_the_decision_of_the_first_time()
    {
        await PlannedAsync("GBR");
        await EndOfAsync(Phase.H5);

        var again = (await _bench.RunAsync(Phase.H5, Token)).ShouldBeOfType<PhaseResult.Ended>();

        (again.End, again.Analysis.ShouldNotBeNull().Reason).ShouldBe((new TaskEnd.Done(), GuardCode.Country));
        _bench.ZEturf.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Close_that_waits_since_the_country_was_played_is_called_off()
    {
        await PlannedAsync("GBR");
        var close = PlanSchedule.CloseOf(InventedRaces.Id, InventedRaces.Off);

        (await _bench.Close.RunAsync(close, Token)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Cancelled("GBR is outside COUNTRIES")));
        _bench.ZEturf.ClosesAsked.ShouldBe(0);
    }

    [Fact]
    public async Task Race_abroad_that_a_person_names_before_its_time_is_looked_at()
    {
        await PlannedAsync("GBR");
        var link = new RaceLink("zeturf", InventedRaces.Day, InventedRaces.Id.Code, "");

        await _bench.Handler.RunAsync(link, Phase.H5, force: false, Token);

        _bench.ZEturf.Asked.Count.ShouldBe(1);
    }

    private async Task PlannedAsync(string country)
    {
        _bench.ZEturf.Close = new SourceAnswer<RaceClose>.Found(new([], [], []));
        _bench.ZEturf.With("R1C3", "THORNFIELD", InventedRaces.Off, "THE OAK STAKES", PhaseBench.View(pool: Pool.ZEturf), country);
        await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);
    }

    private async Task<TaskEnd> EndOfAsync(Phase phase) => (await _bench.RunAsync(phase, Token)).ShouldBeOfType<PhaseResult.Ended>().End;

    private static AskedRaces Asked(IRaceSource source) => new(new SourceSet([source, new FakeSource("pmu")]), PhaseBench.Settings);

    private static PlannedRace Race(string country, params string[] sources) =>
        new()
        {
            Id = InventedRaces.Id,
            Meeting = "THORNFIELD",
            Country = country,
            Name = "THE OAK STAKES",
            Off = InventedRaces.Off,
            Discipline = Discipline.Flat,
            Runners = 8,
            Cancelled = false,
            Links =
            [
                .. (sources is [] ? ["zeturf"] : sources).Select(source => new RaceLink(
                    source,
                    InventedRaces.Day,
                    InventedRaces.Id.Code,
                    ""
                )),
            ],
            OffClaims = [],
        };
}
