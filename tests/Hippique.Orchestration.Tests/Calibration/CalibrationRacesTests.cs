using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Calibration;

public sealed class CalibrationRacesTests
{
    [Fact]
    public void A_race_without_a_result_is_left_out_and_cannot_be_asked_for()
    {
        var race = Race() with { Result = null };
        CalibrationRaces.Of(new RecordedDay(InventedRaces.Day, [race, Race()], []), RaceHistory.Empty).ShouldHaveSingleItem();
        Should.Throw<ArgumentException>(() => CalibrationRaces.Of(race, RaceHistory.Empty));
    }

    [Fact]
    public void Non_runners_do_not_start()
    {
        var race = Race();
        var card = race.Card with { Runners = [race.Card.Runners[0] with { NonRunner = true }, .. race.Card.Runners.Skip(1)] };
        var starters = Of(race with { Card = card }).Starters;
        starters.Select(runner => runner.Number).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public void Order_is_the_first_four_by_their_place_among_the_starters() =>
        Of(Race([3], [1], [8], [2], [5])).Order.ShouldBe([2, 0, 7, 1]);

    [Fact]
    public void Order_ends_before_a_dead_heat_and_before_a_horse_that_did_not_start()
    {
        Of(Race([3], [1, 2], [8])).Order.ShouldBe([2]);
        Of(Race([1, 2], [8])).Order.ShouldBeEmpty();
        Of(Race([3], [99], [8])).Order.ShouldBe([2]);
    }

    [Theory]
    [InlineData(8, 3)]
    [InlineData(7, 2)]
    [InlineData(4, 2)]
    [InlineData(3, 0)]
    public void Places_are_three_two_or_none_by_the_number_of_starters(int starters, int placed) =>
        Of(Race([1], [2], [3], [4]), starters).Placed.Count.ShouldBe(placed);

    [Fact]
    public void Horses_that_share_the_last_place_are_all_placed()
    {
        Of(Race([1], [2], [3, 4, 5], [6])).Placed.ShouldBe([0, 1, 2, 3, 4]);
        Of(Race([1, 2, 3], [4])).Placed.ShouldBe([0, 1, 2]);
        Of(Race([1], [2, 99])).Placed.ShouldBe([0, 1]);
    }

    [Fact]
    public void Prices_of_H30_are_those_in_view_or_else_the_reference()
    {
        var live = Race() with { Pools = [Pool(states: (31, 5.0))] };
        Of(live).H30.ShouldAllBe(odds => odds == 5);
        Of(Race()).H30.ShouldAllBe(odds => odds == 3);
    }

    /// <summary>Stamped with the price of H-5 or after it, a reference is no earlier price: every horse would seem not to have moved.</summary>
    [Theory]
    [InlineData(29.5, true)]
    [InlineData(8.1, true)]
    [InlineData(8, true)]
    [InlineData(7.9, false)]
    [InlineData(4, false)]
    public void A_reference_of_less_than_two_minutes_before_the_price_of_H5_is_no_price_of_H30(double stamped, bool kept)
    {
        var race = Of(Race() with { Pools = [Pool((6, 5.0)) with { ReferenceAt = InventedRaces.Off.AddMinutes(-stamped) }] });
        race.H30.ShouldAllBe(odds => kept ? odds == 3 : double.IsNaN(odds));
        race.H5!.ShouldAllBe(odds => odds == 5);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(6.9, false)]
    public void Without_a_price_of_H5_the_reference_is_held_against_H5_itself(double stamped, bool kept) =>
        Of(Race() with { Pools = [Pool() with { ReferenceAt = InventedRaces.Off.AddMinutes(-stamped) }] })
            .H30.ShouldAllBe(odds => kept ? odds == 3 : double.IsNaN(odds));

    [Fact]
    public void A_reference_without_a_stamp_is_kept_and_was_not_seen_at_H30()
    {
        var race = Of(Race() with { Pools = [Pool((6, 5.0)) with { ReferenceAt = null }] });
        race.H30.ShouldAllBe(odds => odds == 3);
        race.IsH30Seen.ShouldBeFalse();
    }

    [Theory]
    [InlineData(45.1, false)]
    [InlineData(45, true)]
    [InlineData(29, true)]
    [InlineData(28.9, false)]
    public void A_reference_stamped_about_H30_was_seen_then(double stamped, bool seen) =>
        Of(Race() with { Pools = [Pool() with { ReferenceAt = InventedRaces.Off.AddMinutes(-stamped) }] }).IsH30Seen.ShouldBe(seen);

    [Fact]
    public void Prices_in_view_at_H30_were_seen_then_whatever_the_stamp_of_the_reference() =>
        Of(Race() with { Pools = [Pool((31, 5.0)) with { ReferenceAt = null }] }).IsH30Seen.ShouldBeTrue();

    [Theory]
    [InlineData(30, true)]
    [InlineData(37, true)]
    [InlineData(37.5, false)]
    [InlineData(29.5, false)]
    public void Prices_in_view_are_at_most_seven_minutes_old(double minutesBefore, bool seen) =>
        Of(Race() with { Pools = [Pool(states: (minutesBefore, 5.0))] }).H30[0].ShouldBe(seen ? 5 : 3);

    [Fact]
    public void Of_several_states_the_last_before_the_look_counts() =>
        Of(Race() with { Pools = [Pool((12, 4.0), (6, 5.0), (4, 6.0))] }).H5!.ShouldAllBe(odds => odds == 5);

    [Fact]
    public void Prices_of_H5_were_seen_by_the_whole_field_or_are_not_used()
    {
        Of(Race()).H5.ShouldBeNull();
        var pool = Pool(states: (6, 5.0));
        var partly = pool with { Live = [pool.Live[0] with { Win = [.. pool.Live[0].Win.Skip(1)] }] };
        Of(Race() with { Pools = [partly] }).H5.ShouldBeNull();
    }

    [Fact]
    public void Closing_prices_are_of_the_whole_field_or_are_not_used()
    {
        Of(Race()).Close!.Length.ShouldBe(8);
        var pool = Pool();
        Of(Race() with { Pools = [pool with { Close = [.. pool.Close.Skip(1)] }] }).Close.ShouldBeNull();
        Of(Race(), starters: 1).Close.ShouldBeNull();
    }

    [Fact]
    public void Closing_prices_of_a_second_pool_are_kept_apart()
    {
        var second = Pool() with
        {
            Pool = Racing.Pool.PmuInternet,
            Close = [.. Enumerable.Range(1, 8).Select(i => new WinPrice(i, new Odds(7)))],
        };
        var race = Of(Race() with { Pools = [Pool(), second] });
        race.Pool.ShouldBe(Racing.Pool.PmuNational);
        race.Close!.ShouldAllBe(odds => odds == 4);
        race.OtherClose!.ShouldAllBe(odds => odds == 7);
        Of(Race()).OtherClose.ShouldBeNull();
    }

    [Fact]
    public void Statistics_come_from_earlier_days_only()
    {
        var before = RecordedHistory.Of(new RecordedDay(InventedRaces.Day.AddDays(-1), [On(-1)], []));
        var same = RecordedHistory.Of(new RecordedDay(InventedRaces.Day, [On(0)], []));
        CalibrationRaces.Of(Race(), new RaceHistory(same)).Statistics.ShouldAllBe(known => known == null);
        var known = CalibrationRaces.Of(Race(), new RaceHistory(before)).Statistics;
        known.Count.ShouldBe(8);
        known[0]!.Times.ShouldBe([73.4]);
    }

    [Fact]
    public void Dividends_of_ZEturf_are_kept_for_the_fit_of_payouts()
    {
        var paid = new Dividend(BetType.CouplePlace, [1, 2], 4.2m);
        var race = Race();
        Of(race with { Result = race.Result! with { ZEturf = [paid] } }).Dividends.ShouldHaveSingleItem().ShouldBe(paid);
    }

    private static RecordedRace On(int days)
    {
        var race = Race([1]);
        var id = new RaceId(InventedRaces.Day.AddDays(days), InventedRaces.Id.Code);
        return race with
        {
            Card = race.Card with { Id = id },
            Result = race.Result! with { Times = new Dictionary<int, double> { [1] = 73.4 } },
        };
    }

    private static CalibrationRace Of(RecordedRace race, int starters = 8) =>
        CalibrationRaces.Of(race with { Card = race.Card with { Runners = [.. race.Card.Runners.Take(starters)] } }, RaceHistory.Empty);

    private static RecordedRace Race(params int[][] arrival) =>
        new()
        {
            Card = InventedRaces.Card(),
            Pools = [Pool()],
            Bets = null,
            Result = new RecordedResult(true, arrival, []),
        };

    /// <summary>All eight at 3 in the reference, at 4 at the close, and at the given odds so many minutes before the off.</summary>
    private static RecordedPool Pool(params (double MinutesBefore, double Odds)[] states) =>
        new()
        {
            Pool = Racing.Pool.PmuNational,
            ReferenceAt = InventedRaces.Off.AddHours(-1),
            Reference = Prices(3),
            Close = Prices(4),
            Live = [.. states.Select(state => new RecordedState(InventedRaces.Off.AddMinutes(-state.MinutesBefore), Prices(state.Odds)))],
        };

    private static List<WinPrice> Prices(double odds) => [.. Enumerable.Range(1, 8).Select(i => new WinPrice(i, new Odds(odds)))];
}
