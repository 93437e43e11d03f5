using CsCheck;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests.Guards;

public sealed class TotalGuardsTests
{
    // 4 € staked, 1 € expected, deviation 5 €: EV .25, Sharpe .2; with 500 € of bankroll ruin exp(−2·1·500/25) = exp(−40).
    private static readonly Totals Good = new(4, 1, 25);

    private readonly GuardList _guards = new();

    [Fact]
    public void Check_NoTicket_PassesAndMeasuresNothing()
    {
        TotalGuards.Check(_guards, Context(), new Totals(0, 0, 0));
        _guards.Verdicts.ShouldBe([
            Verdict(GuardCode.SharpeMin, null, .1, true, GuardScope.All, GuardRemark.NoTicket),
            Verdict(GuardCode.RorMax, null, .05, true, GuardScope.All, GuardRemark.NoTicket),
            Verdict(GuardCode.RorMax, null, .01, true, GuardScope.All, GuardRemark.NoTicket),
            Verdict(GuardCode.EvMinGlobal, null, .1, true, GuardScope.All, GuardRemark.NoTicket),
        ]);
    }

    [Fact]
    public void Check_GoodTickets_ShowWhatWasMeasured()
    {
        TotalGuards.Check(_guards, Context(), Good);
        _guards.Verdicts.ShouldBe([
            Verdict(GuardCode.SharpeMin, .2, .1, true, GuardScope.All),
            Verdict(GuardCode.RorMax, Math.Exp(-40), .05, true, GuardScope.All, GuardRemark.Race),
            Verdict(GuardCode.RorMax, Math.Exp(-40), .01, true, GuardScope.All, GuardRemark.Day),
            Verdict(GuardCode.EvMinGlobal, .25, .1, true, GuardScope.All),
        ]);
    }

    [Theory]
    [InlineData(.1999, true)]
    [InlineData(.2, true)]
    [InlineData(.2001, false)]
    [InlineData(null, true)]
    public void Sharpe_IsAtLeastItsThresholdWhereThereIsOne(double? asked, bool passes)
    {
        Check(Good, guards => guards with { SharpeMin = asked });
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.SharpeMin, .2, asked, passes, GuardScope.All));
    }

    [Theory]
    [InlineData(.2499, true)]
    [InlineData(.25, true)]
    [InlineData(.2501, false)]
    public void ExpectedValue_IsThatOfAllStakes(double asked, bool passes)
    {
        Check(Good, guards => guards with { EvMinGlobal = asked });
        _guards.Verdicts[3].ShouldBe(Verdict(GuardCode.EvMinGlobal, .25, asked, passes, GuardScope.All));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(.9999, false)]
    public void Ruin_OfTheRace_IsAtMostItsThreshold(double most, bool passes)
    {
        // Nothing expected: ruin is certain in the long run.
        Check(new Totals(4, 0, 25), guards => guards with { RorMaxRace = most });
        _guards.Verdicts[1].ShouldBe(Verdict(GuardCode.RorMax, 1, most, passes, GuardScope.All, GuardRemark.Race));
    }

    [Theory]
    [InlineData(1, GuardRemark.Day)]
    [InlineData(.9999, GuardRemark.DayKellyReduced)]
    public void Ruin_OfTheDay_NeverRefusesButSaysWhatItChanges(double most, GuardRemark note)
    {
        var player = new PlayerState { DayExpectedProfit = -1, DayVariance = 75 };
        TotalGuards.Check(_guards, Context(Input() with { Player = player }, With(guards => guards with { RorMaxDay = most })), Good);
        _guards.Verdicts[2].ShouldBe(Verdict(GuardCode.RorMax, 1, most, true, GuardScope.All, note));
    }

    [Fact]
    public void DayRuin_AddsProfitAndVarianceOfTheDay()
    {
        // exp(−2·(1 + 1)·500/(925 + 75)) = exp(−2)
        var player = new PlayerState { DayExpectedProfit = 1, DayVariance = 75 };
        TotalGuards.DayRuin(Context(Input() with { Player = player }), new Totals(4, 1, 925)).ShouldBe(Math.Exp(-2), 1e-12);
    }

    [Theory]
    [InlineData(.25, true)]
    [InlineData(.2501, false)]
    public void Pass_IsThatEveryOneOfThemPasses(double asked, bool passes) =>
        TotalGuards.Pass(Context(rules: With(guards => guards with { EvMinGlobal = asked })), Good).ShouldBe(passes);

    [Theory]
    [InlineData(10, true)]
    [InlineData(9.99, false)]
    public void Limits_OfTheDay_CountWhatWasStakedAndThisRace(double limit, bool passes)
    {
        Limits(
            new PlayerState
            {
                DayStaked = new Euro(6),
                DailyLimit = new Euro((decimal)limit),
                WeekStaked = new Euro(90),
            }
        );
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.Limits, 10, limit, passes, GuardScope.All, GuardRemark.Day));
        _guards.Verdicts.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(19.99, false)]
    public void Limits_OfTheWeek_CountWhatWasStakedAndThisRace(double limit, bool passes)
    {
        Limits(
            new PlayerState
            {
                WeekStaked = new Euro(16),
                WeeklyLimit = new Euro((decimal)limit),
                DayStaked = new Euro(90),
            }
        );
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.Limits, 20, limit, passes, GuardScope.All, GuardRemark.Week));
        _guards.Verdicts.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(6, 10, GuardRemark.DayLosses, true)]
    [InlineData(6, 9.99, GuardRemark.DayLosses, false)]
    [InlineData(-5, 0, GuardRemark.DayLosses, true)]
    [InlineData(16, 20, GuardRemark.WeekLosses, true)]
    [InlineData(16, 19.99, GuardRemark.WeekLosses, false)]
    public void Limits_OfLosses_CountThisRaceAsLost(double lost, double limit, GuardRemark remark, bool passes)
    {
        var (loss, most) = (new Euro((decimal)lost), new Euro((decimal)limit));
        Limits(
            remark == GuardRemark.DayLosses
                ? new PlayerState { DayLoss = loss, DailyLossLimit = most }
                : new PlayerState { WeekLoss = loss, WeeklyLossLimit = most }
        );
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.Limits, lost + 4, limit, passes, GuardScope.All, remark));
    }

    /// <summary>Never a martingale: whatever was lost or won before, a stake is the same or there is none.</summary>
    [Fact]
    public void Losses_NeverChangeAStake_TheyOnlyWithholdTickets()
    {
        var fresh = Analyse(V51, Input());
        fresh.Tickets.ShouldNotBeEmpty();
        Gen.Int[-10_000, 10_000]
            .Select(Gen.Int[-10_000, 10_000], Gen.Int[-1, 20_000], Gen.Int[-1, 20_000])
            .Sample(
                (day, week, daily, weekly) =>
                {
                    var analysis = Analyse(
                        V51,
                        Input() with
                        {
                            Player = new PlayerState
                            {
                                DayLoss = Euro.FromCents(day),
                                WeekLoss = Euro.FromCents(week),
                                DailyLossLimit = daily < 0 ? null : Euro.FromCents(daily),
                                WeeklyLossLimit = weekly < 0 ? null : Euro.FromCents(weekly),
                            },
                        }
                    );
                    if (analysis.Outcome == Outcome.Play)
                        analysis
                            .Tickets.SelectMany(ticket => ticket.Legs)
                            .Select(leg => leg.Stake)
                            .ShouldBe(fresh.Tickets.SelectMany(ticket => ticket.Legs).Select(leg => leg.Stake));
                    else
                        analysis.Reason.ShouldBe(GuardCode.Limits);
                },
                iter: 200
            );
    }

    [Theory]
    [InlineData(1, 2.0, true)]
    [InlineData(2, 2.0, false)]
    [InlineData(9, null, true)]
    public void Limits_OfTheRacecourse_CountThisRaceToo(int played, double? most, bool passes)
    {
        Limits(new PlayerState { PlayedAtRacecourse = played }, guards => guards with { RacecourseRacesMax = most });
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.Limits, played + 1, most, passes, GuardScope.All, GuardRemark.RacesAtRacecourse));
    }

    [Theory]
    [InlineData(4.5, 4.5, true)]
    [InlineData(4, 4, true)]
    [InlineData(3.99, 3.99, false)]
    [InlineData(50, 5, true)] // never more than the method's 5 €
    public void Limits_OfTheBudget_AreTheUsersAndTheMethods(double budget, double most, bool passes)
    {
        var input = Input() with { BudgetPerRace = new Euro((decimal)budget) };
        TotalGuards.Limits(_guards, Context(input), Good);
        _guards.Verdicts[^1].ShouldBe(Verdict(GuardCode.BudgetMax, 4, most, passes, GuardScope.All));
    }

    [Fact]
    public void Limits_DayWeekAndRacecourse_EachRefuseTheRace()
    {
        void Refuses(PlayerState player) => Analyse(V51, Input() with { Player = player }).Reason.ShouldBe(GuardCode.Limits);
        Refuses(new PlayerState { DailyLimit = new Euro(10), DayStaked = new Euro(9.5m) });
        Refuses(new PlayerState { WeeklyLimit = new Euro(10), WeekStaked = new Euro(9.5m) });
        Refuses(new PlayerState { PlayedAtRacecourse = 2 });
        Analyse(V51, Input() with { Player = new PlayerState { PlayedAtRacecourse = 1 } }).Outcome.ShouldBe(Outcome.Play);
        var edge = RuleSets.Load("gpi-edge").Value;
        Analyse(edge, Input() with { Player = new PlayerState { PlayedAtRacecourse = 9 } }).Reason.ShouldNotBe(GuardCode.Limits);
    }

    [Fact]
    public void RorMax_ADayOfRisk_ReducesTheKellyFraction()
    {
        var risky = new PlayerState { DayExpectedProfit = -.2, DayVariance = 4000 };
        var analysis = Analyse(V51, Input() with { Player = risky });
        analysis.Singles.KellyFraction.ShouldBe(.33);
        analysis.Singles.DayRuin.ShouldBeGreaterThan(.01);
        Analyse(V51, Input()).Singles.KellyFraction.ShouldBe(.50);
    }

    private void Check(Totals totals, Func<GuardRules, GuardRules> change) =>
        TotalGuards.Check(_guards, Context(rules: With(change)), totals);

    private void Limits(PlayerState player, Func<GuardRules, GuardRules>? change = null) =>
        TotalGuards.Limits(_guards, Context(Input() with { Player = player }, With(change ?? (guards => guards))), Good);
}
