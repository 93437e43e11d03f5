using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Demo;

/// <summary>One race explained in words, in the language of <paramref name="culture"/>.</summary>
internal sealed class DemoWords(CultureInfo culture)
{
    private readonly AccountWords _words = new(culture);

    public string Played(RaceAnalysis analysis, DayPlan plan)
    {
        var lines = new List<string> { Heading("demo_played", analysis, plan) };
        lines.AddRange(analysis.Tickets.SelectMany(ticket => ticket.Legs.Select(leg => Leg(analysis, ticket, leg))));
        lines.Add(_words.Get("demo_guards_passed", analysis.Guards.Count(guard => guard.Passed), analysis.Guards.Count));
        return string.Join(Environment.NewLine, lines);
    }

    public string Refused(RaceAnalysis analysis, DayPlan plan)
    {
        var lines = new List<string> { Heading("demo_refused", analysis, plan) };
        if (analysis.RefusedBy() is { } guard)
            lines.Add(_words.Get("demo_guard", _words.Guard(guard.Code), guard.Code.Text(), new GuardWords(_words).Finding(guard)));
        if (analysis.Closest is { } closest)
            lines.Add(Nearest(analysis, closest));
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>Which races were called off before a look and which offs moved, so that two looks a race add up.</summary>
    public string Changes(DemoPhases phases, DayPlan plan)
    {
        var races = plan.Races.ToDictionary(race => race.Id);
        return string.Join(
            Environment.NewLine,
            plan.Races.Where(race => phases.CalledOff(race.Id) > 0)
                .Select(race =>
                    _words.Get("demo_called_off", race.Id.Code, race.Meeting, ParisTime.ToParis(race.Off), phases.CalledOff(race.Id))
                )
                .Concat(
                    phases.Moves.Select(move =>
                        _words.Get(
                            "demo_moved",
                            move.Race.Code,
                            races[move.Race].Meeting,
                            ParisTime.ToParis(move.From),
                            ParisTime.ToParis(move.To),
                            move.Looks
                        )
                    )
                )
        );
    }

    private string Leg(RaceAnalysis analysis, Ticket ticket, TicketLeg leg)
    {
        var runner = analysis.Runners.FirstOrDefault(starter => starter.Number == leg.Numbers[0]);
        return _words.Get(
            "demo_leg",
            string.Join(" - ", leg.Numbers),
            string.Join(", ", leg.Horses),
            _words.Bet(ticket.Bet),
            runner?.OddsH5 ?? 0,
            (runner?.WinProbability ?? 0) * 100,
            leg.Probability * 100,
            leg.Odds,
            leg.ExpectedDividend,
            (leg.Probability * leg.ExpectedDividend - 1) * 100,
            leg.Stake.Amount,
            leg.MinimumOdds
        );
    }

    private string Nearest(RaceAnalysis analysis, ClosestCall closest)
    {
        var runner = analysis.Runners.First(starter => starter.Number == closest.Number);
        return _words.Get(
            closest.Gap switch
            {
                null => "demo_closest_never",
                > 0 => "demo_closest",
                _ => "demo_closest_enough",
            },
            closest.Number,
            closest.Horse,
            closest.Price,
            closest.PlayableFrom,
            (runner.ExpectedRoi ?? 0) * 100
        );
    }

    private string Heading(string key, RaceAnalysis analysis, DayPlan plan)
    {
        var race = plan.Races.First(planned => planned.Id == analysis.Race);
        return _words.Get(key, race.Id.Code, race.Meeting, race.Name);
    }
}
