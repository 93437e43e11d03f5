using Hippique.Demo.Pages;
using Hippique.Demo.Simulation;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Tests.Demo;

public sealed class SimulatorTests
{
    private static readonly SimulatedDay Day = DayMaker.Make(1, SimulatedSnapshots.Date);

    [Fact]
    public void Places_are_counted_on_the_declared_as_the_operators_do()
    {
        var races = Enumerable.Range(1, 10).SelectMany(seed => DayMaker.Make((ulong)seed, SimulatedSnapshots.Date).Races).ToList();
        races.ShouldAllBe(race => race.Crowd.PlacesPaid == (race.Runners.Count >= 8 ? 3 : 2));
        races.ShouldContain(race => race.Runners.Count == 8 && race.Runners.Any(runner => runner.NonRunner));
    }

    [Fact]
    public void The_same_seed_gives_the_same_day_and_another_seed_another()
    {
        Text(DayMaker.Make(1, SimulatedSnapshots.Date)).ShouldBe(Text(Day));
        Text(DayMaker.Make(2, SimulatedSnapshots.Date)).ShouldNotBe(Text(Day));
    }

    [Fact]
    public void A_day_has_forty_races_with_fields_of_six_to_eighteen_and_no_horse_twice()
    {
        Day.Races.Count().ShouldBe(40);
        Day.Races.ShouldAllBe(race => race.Starters.Count >= 6 && race.Starters.Count <= 18);
        var horses = Day.Races.SelectMany(race => race.Runners).Select(runner => runner.Horse).ToList();
        horses.Distinct().Count().ShouldBe(horses.Count);
        Day.Races.Count(race => race.Abandoned).ShouldBe(1);
        Day.Races.Count(race => race.Off != race.Announced).ShouldBe(1);
        Day.Races.Count(race => race.Starters.Count < race.Runners.Count).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Chances_sum_to_one_and_places_to_the_places_paid()
    {
        foreach (var race in Day.Races)
        {
            race.TrueWin.Sum().ShouldBe(1, 1e-12);
            Truth.Placed(race.TrueWin, race.Discipline, race.Crowd.PlacesPaid).Sum().ShouldBe(race.Crowd.PlacesPaid, 1e-9);
            race.Arrival.Order().ShouldBe(race.Starters);
        }
    }

    [Fact]
    public void Money_only_comes_in_and_the_pools_are_whole_at_the_close()
    {
        foreach (var race in Day.Races)
        {
            var (early, late, close) = (race.Crowd.WinStakes(30), race.Crowd.WinStakes(5), race.Crowd.WinStakes(0));
            for (var i = 0; i < close.Length; i++)
            {
                late[i].ShouldBeGreaterThan(early[i]);
                close[i].ShouldBeGreaterThan(late[i]);
            }
            close.Sum().ShouldBe(race.Crowd.WinPool, 1e-6);
            race.Crowd.PlaceStakes(-3).Sum().ShouldBe(race.Crowd.PlacePool, 1e-6);
        }
    }

    [Fact]
    public void Every_place_dividend_lies_in_the_range_shown_at_the_close()
    {
        foreach (var race in Day.Races)
        {
            var ranges = Prices.Of(race, 0).ToDictionary(price => price.Number);
            foreach (var (number, win, place) in DividendTable.Of(race))
            {
                place!.Value.ShouldBeInRange(ranges[number].Low, ranges[number].High);
                if (win is { } paid)
                    paid.ShouldBe(ranges[number].Win);
            }
        }
    }

    [Fact]
    public void A_place_range_is_that_of_the_dearest_and_the_cheapest_company()
    {
        // Pool 100, no take-out, two places: horse 0 (10) with horse 1 (30) shares 60, with horse 3 (20) it shares 70.
        var ranges = Totalisator.PlaceRanges([10, 30, 40, 20], 0, 2);
        ranges[0].Low.ShouldBe(1 + (100 - 50) / 2.0 / 10);
        ranges[0].High.ShouldBe(1 + (100 - 30) / 2.0 / 10);
    }

    [Fact]
    public void Dividends_are_rounded_down_to_ten_cents_and_pay_at_least_1_10()
    {
        Totalisator.Rounded(4.299).ShouldBe(4.2m);
        Totalisator.Rounded(4.3).ShouldBe(4.3m);
        Totalisator.Rounded(0.4).ShouldBe(1.1m);
    }

    [Fact]
    public void The_crowd_judges_places_worse_than_wins_and_late_money_helps()
    {
        var days = Enumerable.Range(1, 25).SelectMany(seed => DayMaker.Make((ulong)seed, SimulatedSnapshots.Date).Races).ToList();
        var (h30, h5, close, place) = (0.0, 0.0, 0.0, 0.0);
        foreach (var race in days)
        {
            h30 += Divergence(race.TrueWin, race.Crowd.WinStakes(30));
            h5 += Divergence(race.TrueWin, race.Crowd.WinStakes(5));
            close += Divergence(race.TrueWin, race.Crowd.WinStakes(0));
            place += Divergence(Truth.Placed(race.TrueWin, race.Discipline, race.Crowd.PlacesPaid), race.Crowd.PlaceStakes(0));
        }
        close.ShouldBeLessThan(h5);
        h5.ShouldBeLessThan(h30);
        place.ShouldBeGreaterThan(close);
    }

    [Fact]
    public void The_analysis_finds_a_handful_of_place_bets_a_day_and_few_win_bets()
    {
        var analyser = new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value);
        var tickets = new List<(int Day, Ticket Ticket)>();
        for (var seed = 1; seed <= 10; seed++)
        {
            foreach (var race in DayMaker.Make((ulong)seed, SimulatedSnapshots.Date).Races.Where(race => !race.Abandoned))
            {
                var analysis = SimulatedSnapshots.Analyse(analyser, race);
                tickets.AddRange(analysis.Tickets.Select(ticket => (seed, ticket)));
            }
        }
        var perDay = Enumerable.Range(1, 10).Select(seed => tickets.Count(pair => pair.Day == seed)).ToList();
        perDay.Average().ShouldBeInRange(2, 15, string.Join(", ", perDay));
        tickets.Count(pair => pair.Ticket.Bet == BetType.SimpleGagnant).ShouldBeLessThan(tickets.Count / 5);
        tickets.ShouldAllBe(pair => pair.Ticket.Simulated);
    }

    /// <summary>Of the shares of the money from the truth, in nats; both made to sum to 1.</summary>
    private static double Divergence(IReadOnlyList<double> truth, double[] stakes)
    {
        var (whole, pool) = (truth.Sum(), stakes.Sum());
        return truth.Select((p, i) => p / whole * Math.Log(p / whole / (stakes[i] / pool))).Sum();
    }

    private static string Text(SimulatedDay day) =>
        string.Join('\n', day.Races.Select(race => RacePage.Write(day, race, race.Off + RacePage.Judges)));
}
