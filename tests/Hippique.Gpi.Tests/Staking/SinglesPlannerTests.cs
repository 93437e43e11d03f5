using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Staking;

public sealed class SinglesPlannerTests
{
    private static readonly RuleSet Rules = RuleSets.Load("gpi-v5.1").Value;

    // A national market whose horses are thought of as by the internet pool's crowd at other prices: the cheaper pool neglects some of them.
    private static readonly double[] National = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];

    [Fact]
    public void Plan_NeglectedHorses_AreBackedInThePoolThatNeglectsThem()
    {
        // Three horses at nearly twice their national price.
        var internet = Neglect(National, (0, 5.5), (1, 8.9), (2, 11));
        var analysis = Analyse(internet, new Euro(500), step: .5m);
        analysis.Outcome.ShouldBe(Outcome.Play);
        var ticket = analysis.Tickets.ShouldHaveSingleItem();
        ticket.Pool.ShouldBe(Pool.PmuInternet);
        ticket.Bet.ShouldBe(BetType.SimpleGagnant);
        ticket.Legs.Count.ShouldBeLessThanOrEqualTo(3);
        ticket.Legs.Sum(leg => leg.Stake.Amount).ShouldBe(ticket.Stake.Amount);
    }

    [Fact]
    public void Plan_ThreeLegsByRoi_KeepsOneInThePreferredWindow()
    {
        // Three with the best ROI above 7, and one at 4.2 with less.
        var internet = Neglect(National, (0, 4.2), (1, 9.5), (2, 13), (3, 14));
        var analysis = Analyse(internet, new Euro(2000), step: .5m);
        analysis.Singles.Legs.Count.ShouldBeGreaterThanOrEqualTo(2);
        analysis.Singles.Candidates[^1].ShouldBe(1);
        analysis.Singles.Legs.Select(leg => leg.Number).ShouldContain(1);
    }

    [Fact]
    public void Plan_OneHorse_GetsAtMostItsShareOfTheBudget()
    {
        var analysis = Analyse(Neglect(National, (1, 8.9)), new Euro(100_000), step: .1m);
        analysis.Tickets.ShouldHaveSingleItem().Legs.ShouldAllBe(leg => leg.Stake.Amount <= 1.8m);
        analysis.Singles.Legs.ShouldAllBe(leg => leg.Cap.Amount == 1.8m);
    }

    [Fact]
    public void Plan_MoreBankroll_NeverStakesLess()
    {
        var internet = Neglect(National, (1, 8.9));
        var stakes = new[] { 5, 20, 100, 1000 }
            .Select(bankroll => Analyse(internet, new Euro(bankroll), .1m).Singles.Legs.Sum(leg => leg.Stake.Amount))
            .ToList();
        stakes.ShouldBe(stakes.Order());
        stakes[0].ShouldBeLessThan(stakes[^1]);
    }

    private static double[] Neglect(double[] odds, params (int At, double Odds)[] neglected)
    {
        var changed = (double[])odds.Clone();
        foreach (var (at, price) in neglected)
            changed[at] = price;
        return changed;
    }

    private static RaceAnalysis Analyse(double[] internet, Euro bankroll, decimal step)
    {
        var offer = new BetOffer(BetType.SimpleGagnant, new Euro(step), new Euro(step), null);
        var h5 = Races.H5(
            Races.Card(12),
            Races.Prices(Pool.PmuNational, National),
            Races.Prices(Pool.PmuInternet, internet, offers: [offer])
        );
        // Neglected horses lower the book: it is not what is tested here.
        var rules = Rules with
        {
            Guards = Rules.Guards with { BookRange = new Interval(.8, 1.45) },
        };
        return new RaceAnalyser(rules, Models.ByHand).Analyse(Races.Input(h5, Pool.PmuInternet) with { Bankroll = bankroll });
    }
}
