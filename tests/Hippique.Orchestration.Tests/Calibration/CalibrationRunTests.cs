using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Replay;

namespace Hippique.Orchestration.Tests.Calibration;

public sealed class CalibrationRunTests : IDisposable
{
    private static readonly GpiModel Model = GpiModels.Default;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-calibration-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Columns_are_those_of_every_rule_set_that_ships() =>
        RuleSets
            .Names.Select(name => RuleSets.Load(name).Value.Factors)
            .Distinct()
            .ShouldBe(CalibrationRun.Columns.Keys, ignoreOrder: true);

    [Fact]
    public void Races_from_the_held_out_day_of_their_pool_on_are_unseen()
    {
        var (code, from) = Model.Data.HeldOut.First();
        var pool = PoolText.Parse(code).Value;
        CalibrationRace[] races = [Race(pool, from.AddDays(-1)), Race(pool, from), Race(pool, from.AddDays(1))];
        CalibrationRun.Unseen(Model, races).Select(race => race.Id.Date).ShouldBe([from, from.AddDays(1)]);
    }

    [Fact]
    public void Races_with_both_pools_of_PMU_are_never_judged_on()
    {
        var (code, from) = Model.Data.HeldOut.First();
        CalibrationRun.Unseen(Model, [Race(PoolText.Parse(code).Value, from) with { OtherClose = [2.0] }]).ShouldBeEmpty();
    }

    [Fact]
    public void Pools_of_which_nothing_was_held_out_are_not_judged_on()
    {
        var model = Model with { Data = Model.Data with { HeldOut = new Dictionary<string, DateOnly>() } };
        CalibrationRun.Unseen(model, [Race(Pool.PmuNational, new DateOnly(2040, 1, 1))]).ShouldBeEmpty();
    }

    [Fact]
    public void Too_few_races_are_refused()
    {
        var files = Files(3, new DateOnly(2025, 11, 22));
        Should.Throw<InvalidOperationException>(() => CalibrationRun.Fit(files, "few", new Dictionary<Pool, DateOnly>()));
    }

    /// <summary>An evaluation judges the races after the held-out day and takes the others for the record only.</summary>
    [Fact]
    public async Task Evaluation_of_invented_races_counts_those_that_are_unseen()
    {
        var from = Model.Data.HeldOut[Pool.PmuNational.Code()];
        var files = Files(8, from.AddDays(-1), from);
        var rules = RuleSets.Load("gpi-v5.1").Value;

        var evaluation = await Evaluation.RunAsync(files, Model, [rules], PhaseBench.Settings, null, TestContext.Current.CancellationToken);

        (evaluation.Model, evaluation.Races).ShouldBe((Model.Name, 8));
        evaluation.From.ShouldBe(Model.Data.HeldOut);
        // One rule set, two choices of weights; what rests on modelled prices stands apart.
        evaluation
            .Outcomes.Select(score => (score.Weights, score.Prices, score.Races))
            .ShouldBe([(WeightsChoice.Fitted, PriceBasis.Live, 3), (WeightsChoice.Declared, PriceBasis.Live, 3)]);
        evaluation
            .Modelled.Select(score => (score.Weights, score.Prices, score.Races))
            .ShouldBe([(WeightsChoice.Fitted, PriceBasis.Modelled, 5), (WeightsChoice.Declared, PriceBasis.Modelled, 5)]);
        evaluation.Unpriced.ShouldBeEmpty();
        evaluation.ClosingGap.ShouldBeNull();
    }

    private RaceFiles Files(int races, params DateOnly[] days)
    {
        var path = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(path, days.SelectMany(day => InventedDay.Lines(day, races)));
        return RaceFiles.Read([path], [], TestContext.Current.CancellationToken);
    }

    private static CalibrationRace Race(Pool pool, DateOnly date) =>
        new()
        {
            Id = new RaceId(date, new RaceCode(1, 1)),
            Pool = pool,
            Discipline = Discipline.Harness,
            Starters = InventedRaces.Card().Runners,
            Statistics = new RunnerStatistics?[InventedRaces.Runners],
            Declared = InventedRaces.Runners,
            H30 = new double[InventedRaces.Runners],
            H5 = null,
            Close = null,
            Order = [],
            Placed = [],
        };
}
