using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Calibration;

public sealed class RealRacesTests
{
    /// <summary>Counted on the file: 367 of the 375 races have an arrival, 293 of them with every closing price.</summary>
    [Fact]
    public void Races_OfOctober2025_AreAllThere()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var files = RaceFiles.Read([RealData.Path("races/2025-10.jsonl.gz")], [], TestContext.Current.CancellationToken);
        var races = files.Races();
        races.Count.ShouldBe(367);
        races.Count(race => race.Close is not null && race.Order.Count > 0).ShouldBe(293);
        files.Refused.ShouldBeEmpty();
        files.Hashes["2025-10.jsonl.gz"].Length.ShouldBe(64);
    }

    /// <summary>The exponent measured on all national races is 1.096 ± .023; 293 of them must not contradict it.</summary>
    [Fact]
    public void Fit_OctoberRaces_AgreesWithTheExponentOfAllRaces()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var files = RaceFiles.Read([RealData.Path("races/2025-10.jsonl.gz")], [], TestContext.Current.CancellationToken);
        var fit = CalibrationRun
            .Fit(files, "october", new Dictionary<Pool, DateOnly>())
            .Model.Exponent(Pool.PmuNational, Discipline.Unknown);
        Math.Abs(fit.Value - 1.096).ShouldBeLessThan(2.5 * fit.StandardError!.Value);
    }

    [Fact]
    public void Read_FileThatIsNotThere_IsNamedInOneLine() =>
        Should
            .Throw<IOException>(() => RaceFiles.Read(["absent-1.jsonl", "absent-2.jsonl"], [], TestContext.Current.CancellationToken))
            .Message.ShouldContain("absent-1.jsonl");

    /// <summary>Results of the last day are handed round among its races: no number that a fit may look at moves.</summary>
    [Fact]
    public void Features_ResultsOfTheDayExchanged_StayTheSame()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var files = RaceFiles.Read([RealData.Path("races/2025-10.jsonl.gz")], [], TestContext.Current.CancellationToken);
        var last = files.Files[0].Days[^1];
        var results = last.Races.Select(race => race.Result).ToList();
        var exchanged = last with { Races = [.. last.Races.Select((race, i) => race with { Result = results[(i + 1) % results.Count] })] };
        var history = new RaceHistory(files.Days.SkipLast(1).Append(exchanged).SelectMany(RecordedHistory.Of));

        var before = last.Races.Where(race => race.Result is not null).Select(race => Features(CalibrationRaces.Of(race, files.History)));
        var after = last.Races.Where(race => race.Result is not null).Select(race => Features(CalibrationRaces.Of(race, history)));
        after.ShouldBe(before);
    }

    private static string Features(CalibrationRace race) =>
        string.Join(' ', CardFeatures.Of(race.Starters, race.Statistics, [.. race.Starters.Select(_ => 5.0)]).Concat(race.H30));
}
