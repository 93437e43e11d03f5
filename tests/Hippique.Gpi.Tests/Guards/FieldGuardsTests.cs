using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests.Guards;

public sealed class FieldGuardsTests
{
    private readonly GuardList _guards = new();

    [Theory]
    [InlineData(7, .7, false)]
    [InlineData(8, .8, true)]
    [InlineData(10, 1, true)]
    public void SameField_DriftKnown_ForFourStartersOfFive(int known, double share, bool passes)
    {
        SameField(Races.Card(10), Races.Card(10), Win[..known]).ShouldBe(Verdict(GuardCode.SameField, share, .8, passes, GuardScope.All));
    }

    [Fact]
    public void SameField_WithoutH30_RefusesInV51AndDegradesInV52()
    {
        var input = Input() with { H30 = null };
        var refused = Analyse(V51, input);
        (refused.Outcome, refused.Reason).ShouldBe((Outcome.Unplayable, GuardCode.SameField));
        Guard(refused, GuardCode.SameField).ShouldBe(Verdict(GuardCode.SameField, 0, .8, false, GuardScope.All, GuardRemark.NoH30));
        var degraded = Analyse(RuleSets.Load("gpi-edge").Value, input);
        degraded.MarketReading.Degraded.ShouldBeTrue();
        Guard(degraded, GuardCode.SameField)
            .ShouldBe(Verdict(GuardCode.SameField, 0, .8, true, GuardScope.All, GuardRemark.PlayedWithoutDrift));
        degraded.Reason.ShouldNotBe(GuardCode.SameField);
        degraded.Missing.ShouldContain(new MissingInput.Of(InputKind.H30, []));
    }

    [Fact]
    public void SameField_ARunnerThatLeftWithoutADeclaration_IsAnotherField()
    {
        var input = Input();
        var without = Without(input.H5.Card, 12);
        var changed = Analyse(V51, input with { H5 = input.H5 with { Card = without } });
        Guard(changed, GuardCode.SameField).Note.ShouldBe(new GuardNote.FieldChanged([12]));
        changed.Reason.ShouldBe(GuardCode.SameField);
    }

    [Fact]
    public void SameField_ThoseThatWentAndCame_AreNamedInTheirOrder()
    {
        var verdict = SameField(Without(Races.Card(12), 2), Without(Races.Card(12), 11), Win);
        verdict.Passed.ShouldBeFalse();
        verdict.Note.ShouldBe(new GuardNote.FieldChanged([2, 11]));
    }

    [Fact]
    public void SameField_ARunnerThatCameAfterH30_IsAnotherField() =>
        SameField(Without(Races.Card(12), 5), Races.Card(12), Win).Note.ShouldBe(new GuardNote.FieldChanged([5]));

    [Fact]
    public void SameField_DeclaredNonRunners_AreTheSameField()
    {
        SameField(Races.Card(12), Declared(Races.Card(12), 12), Win).Passed.ShouldBeTrue();
        // Known as a non-runner at both looks, and no longer on the later card.
        SameField(Declared(Races.Card(12), 12), Declared(Races.Card(12), 12), Win).Passed.ShouldBeTrue();
        SameField(Declared(Races.Card(12), 12), Without(Races.Card(12), 12), Win).Passed.ShouldBeTrue();
    }

    [Fact]
    public void SameField_ANonRunnerThatRunsAfterAll_IsAnotherField() =>
        SameField(Declared(Races.Card(12), 7), Races.Card(12), Win).Note.ShouldBe(new GuardNote.FieldChanged([7]));

    [Theory]
    [InlineData(10, null)]
    [InlineData(7, GuardRemark.UnknownPeopleAllowed)]
    public void JockeysTrainers_NotAskedFor_PassAndSayWhatIsUnknown(int known, GuardRemark? note) =>
        JockeysTrainers(known, null)
            .ShouldBe(Verdict(GuardCode.JeCoverage, known / 10.0, null, true, GuardScope.All, note is { } remark ? remark : null));

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(9, true)]
    public void JockeysTrainers_AskedFor_AreKnownForFourStartersOfFive(int known, bool passes) =>
        JockeysTrainers(known, .8).ShouldBe(Verdict(GuardCode.JeCoverage, known / 10.0, .8, passes, GuardScope.All));

    [Fact]
    public void JeCoverage_NothingKnown_PassesInV51AndRefusesInStrict()
    {
        Guard(Analyse(V51, Input()), GuardCode.JeCoverage).Passed.ShouldBeTrue();
        var strict = Analyse(RuleSets.Load("gpi-v5.1-strict").Value, Input());
        (strict.Outcome, strict.Reason).ShouldBe((Outcome.Unplayable, GuardCode.JeCoverage));
    }

    private GuardVerdict SameField(RaceCard before, RaceCard after, double[] oddsH30)
    {
        var h5 = Races.H5(after, Races.Prices(Pool.ZEturf, Win[..after.Runners.Max(runner => runner.Number)]));
        var context = Context(Races.Input(h5, Pool.ZEturf) with { H30 = Races.H30(before, Races.Prices(Pool.ZEturf, oddsH30)) });
        FieldGuards.SameField(_guards, context, Chances(context));
        return _guards.Verdicts[^1];
    }

    private GuardVerdict JockeysTrainers(int known, double? asked)
    {
        var record = new WinRecord(100, 10, .1, StatisticsOrigin.Published);
        var input = Races.Input(Races.H5(Races.Card(10), Races.Prices(Pool.ZEturf, Win[..10])), Pool.ZEturf) with
        {
            Statistics =
            [
                .. Enumerable
                    .Range(1, known)
                    .Select(number => new RunnerStatistics
                    {
                        Number = number,
                        Jockey = record,
                        Trainer = record,
                    }),
            ],
        };
        var context = Context(input, With(guards => guards with { JeCoverageMin = asked }));
        FieldGuards.JockeysTrainers(_guards, context, Chances(context));
        return _guards.Verdicts.ShouldHaveSingleItem();
    }

    private static RaceCard Without(RaceCard card, int number) =>
        card with
        {
            Runners = [.. card.Runners.Where(runner => runner.Number != number)],
        };

    private static RaceCard Declared(RaceCard card, int number) =>
        card with
        {
            Runners = [.. card.Runners.Select(runner => runner with { NonRunner = runner.Number == number })],
        };
}
