using CsCheck;

namespace Hippique.Racing.Tests;

/// <summary>Records of people, runs and results: what is known where a source does not say.</summary>
public sealed class RecordsTests
{
    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Record_of_five_starts_is_known(int starts, bool known) =>
        new WinRecord(starts, 1, .1, StatisticsOrigin.OwnRecord).Known.ShouldBe(known);

    [Fact]
    public void Rate_of_a_record_without_a_start_is_the_familys() =>
        new WinRecord(0, 0, .08, StatisticsOrigin.OwnRecord).Rate.ShouldBe(.08, 1e-12);

    [Fact]
    public void Rate_counts_thirty_starts_of_the_family() =>
        // (12 + 30 · .1) / (60 + 30)
        new WinRecord(60, 12, .1, StatisticsOrigin.Published).Rate.ShouldBe(15.0 / 90, 1e-12);

    [Fact]
    public void Rate_lies_between_the_own_and_the_familys() =>
        Gen.Select(Gen.Int[1, 500], Gen.Double[0, 1], Gen.Double[0, 1])
            .Sample(
                (starts, share, family) =>
                {
                    var wins = (int)(starts * share);
                    var own = (double)wins / starts;
                    var rate = new WinRecord(starts, wins, family, StatisticsOrigin.OwnRecord).Rate;
                    rate.ShouldBeInRange(Math.Min(own, family) - 1e-12, Math.Max(own, family) + 1e-12);
                }
            );

    [Fact]
    public void Statistics_of_a_runner_of_whom_nothing_is_known_are_empty()
    {
        var known = new RunnerStatistics { Number = 1 };
        (known.Jockey, known.Trainer, known.JockeyMove, known.TrainerMove, known.OwnerMove).ShouldBe((null, null, 0, 0, 0));
        (known.Times.Count, known.TimesOrigin).ShouldBe((0, StatisticsOrigin.OwnRecord));
    }

    [Theory]
    [InlineData('d', true)]
    [InlineData('D', true)]
    [InlineData('A', false)]
    public void Incident_has_a_capital_letter_and_no_place(char code, bool disqualified)
    {
        var run = Performance.Incident(code, Discipline.Harness, 2025);
        (run.Place, run.CountedPlace, run.IsDisqualified).ShouldBe((null, null, disqualified));
        run.IncidentCode.ShouldBe(char.ToUpperInvariant(code));
        (run.Discipline, run.Year).ShouldBe((Discipline.Harness, 2025));
    }

    [Fact]
    public void Place_counts_as_ten_at_most() =>
        Gen.Int[0, 99]
            .Sample(place =>
            {
                var run = Performance.Placed(place, Discipline.Flat, null);
                run.Place.ShouldBe(place);
                run.CountedPlace!.Value.ShouldBeInRange(1, 10);
                run.IncidentCode.ShouldBeNull();
            });

    /// <summary>A musique written from runs is read as these runs, the latest first.</summary>
    [Fact]
    public void Musique_of_any_runs_is_read_as_they_were() =>
        Gen.Select(Gen.Int[0, 12], Gen.OneOf('a', 'm', 'p', 'h', 's', 'c', 'o'))
            .Array[1, 12]
            .Sample(runs =>
            {
                var form = Form.Parse(string.Concat(runs.Select(run => $"{run.Item1}{run.Item2}"))).Value;
                form.Performances.Select(run => run.Place).ShouldBe(runs.Select(run => (int?)run.Item1));
            });

    [Fact]
    public void Years_of_a_musique_hold_until_the_next()
    {
        var years = Form.Parse("1a(25)2a3a(24)4a").Value.Performances.Select(run => run.Year);
        years.ShouldBe([null, 2025, 2025, 2024]);
    }

    [Theory]
    [InlineData("1a(2025)2a")]
    [InlineData("1a()2a")]
    [InlineData("1a(-5)2a")]
    [InlineData("x1a")]
    public void Year_that_is_none_is_refused_with_the_rest_of_the_text(string text)
    {
        var error = Form.Parse(text).Error;
        error.ToString().ShouldStartWith($"'{text}' is no musique: '");
        error.ToString().ShouldEndWith("' cannot be read");
    }

    [Fact]
    public void Result_without_more_has_neither_closing_prices_nor_times_nor_other_pools()
    {
        var result = new RaceResult
        {
            Id = new RaceId(new DateOnly(2025, 11, 22), new RaceCode(1, 3)),
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival = [],
            NonRunners = [],
            Dividends = [],
        };
        (result.Close.Count, result.Times.Count, result.Others.Count, result.Refunded.Count).ShouldBe((0, 0, 0, 0));
        new PoolResult(Pool.PmuNational, [], []).Refunded.ShouldBeEmpty();
        new Dividend(BetType.SimpleGagnant, [1], 3.4m).Label.ShouldBeEmpty();
    }

    [Fact]
    public void Calendar_day_in_Paris_changes_at_its_own_midnight()
    {
        var midnight = new DateTimeOffset(2026, 1, 9, 23, 0, 0, TimeSpan.Zero);
        ParisTime.DayOf(midnight.AddSeconds(-1)).ShouldBe(new DateOnly(2026, 1, 9));
        ParisTime.DayOf(midnight).ShouldBe(new DateOnly(2026, 1, 10));
        ParisTime.ProgrammeOf(midnight.AddHours(4).AddSeconds(-1)).ShouldBe(new DateOnly(2026, 1, 9));
        ParisTime.ProgrammeOf(midnight.AddHours(4)).ShouldBe(new DateOnly(2026, 1, 10));
    }
}
