using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Tests.Shadow;
using Hippique.Orchestration.Trials;

namespace Hippique.Orchestration.Tests.Trials;

/// <summary>A trial cannot be turned into another one, looked at early, read twice or taken out of the register.</summary>
public sealed class TrialDeskTests
{
    private readonly TrialBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_FreezesRulesModelAndQuestion()
    {
        var trial = await _bench.StartAsync();

        trial.Id.ShouldBe("2031-02-28-gpi-edge");
        (trial.From, trial.To, trial.Days).ShouldBe((InventedBooks.First, TrialBench.Until.AddDays(-1), TrialBench.Days));
        trial.RulesSha256.ShouldBe(RuleSets.Load("gpi-edge").Value.Sha256);
        (await _bench.Store.ListAsync("trials/", Cancel)).ShouldBe([
            "trials/2031-02-28-gpi-edge/model.json",
            "trials/2031-02-28-gpi-edge/rules.yaml",
            "trials/2031-02-28-gpi-edge/trial.json",
            "trials/register/2031-02.jsonl",
        ]);
    }

    [Fact]
    public async Task Start_OtherQuestionOnTheSameDay_IsAnotherTrial()
    {
        await _bench.StartAsync();
        (await _bench.StartAsync("CLV > 0")).Id.ShouldBe("2031-02-28-gpi-edge-2");
        // Asked twice alike, as after a call whose answer was lost, it is one.
        (await _bench.StartAsync("CLV > 0")).Id.ShouldBe("2031-02-28-gpi-edge-2");
        (await _bench.Desk.ListAsync(Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Start_QuestionThatCannotBeAnswered_IsRefused()
    {
        (await RefusedAsync(TrialBench.Order(until: InventedBooks.First))).ShouldContain("2031-03-02 at the earliest");
        (await RefusedAsync(TrialBench.Order(bets: 0))).ShouldStartWith("--min-bets 0");
        (await RefusedAsync(TrialBench.Order("ROI > nobody"))).ShouldBe("there is no shadow book 'nobody'");
        (await _bench.Store.ListAsync("trials/", Cancel)).ShouldBeEmpty();

        async Task<string> RefusedAsync(TrialOrder order) => (await _bench.Desk.StartAsync(order, Cancel)).Error.ToString();
    }

    [Fact]
    public async Task BeforeItsDay_ItTellsCountsAndNoMoney()
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, "wwu");
        _bench.Wait(InventedBooks.First.AddDays(3));

        (await _bench.Desk.ReadAsync(trial.Id, "3.0.0", Cancel))
            .Error.ToString()
            .ShouldBe("trial 2031-02-28-gpi-edge is read on 2031-03-13, not before");
        var standing = (await _bench.Desk.ListAsync(Cancel)).ShouldHaveSingleItem();
        (standing.State, standing.DaysOver, standing.Covered, standing.Tickets, standing.Bets).ShouldBe((TrialState.Running, 3, 2, 2, 2));
        System.Text.Encoding.UTF8.GetString(ArtifactJson.Write(standing)).ShouldNotContain("returned");
        (await new ShadowReader(_bench.Store).ReadAsync(null, Cancel)).Books.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("wwwwwwwwwwww", "ROI > 0", TrialOutcome.Held)]
    [InlineData("wwwwwwwwwwww", "ROI > 500 %", TrialOutcome.NotHeld)]
    [InlineData("wlwlwlwlwlwl", "ROI > 0", TrialOutcome.NotHeld)]
    [InlineData("wlwlwlwlwlwl", "CLV > 2 %", TrialOutcome.Held)]
    [InlineData("wlwlwlwlwlwl", "CLV > 20 %", TrialOutcome.NotHeld)]
    public async Task OnItsDay_TheClaimHoldsIfTheWholeIntervalLiesAboveIt(string days, string claim, TrialOutcome outcome)
    {
        var trial = await _bench.StartAsync(claim);
        await _bench.KeepAsync(trial, days);
        _bench.Wait();

        var verdict = await _bench.ReadAsync(trial);

        verdict.Outcome.ShouldBe(outcome);
        verdict.Reasons.ShouldBeEmpty();
        (verdict.Days, verdict.Covered, verdict.Bets).ShouldBe((12, 12, 12));
        (verdict.RulesSha256, verdict.ModelSha256).ShouldBe((trial.RulesSha256, trial.ModelSha256));
        verdict.Power!.Value.ShouldBeInRange(0, 1);
        (verdict.Interval!.Value.Low > trial.Claim.Limit).ShouldBe(outcome == TrialOutcome.Held);
    }

    [Theory]
    [InlineData("wwwwwwwwww  ", 5, TrialReason.Coverage)]
    [InlineData("wwwwwwwwwwuu", 5, TrialReason.Coverage)]
    [InlineData("wwwwwwwwwwww", 13, TrialReason.MinBets)]
    [InlineData("wwwwwwwwwwwo", 5, TrialReason.OpenTickets)]
    [InlineData("www---www---", 5, TrialReason.FewDays)]
    [InlineData("------------", 1, TrialReason.MinBets, TrialReason.NoEstimate)]
    public async Task OnItsDay_WithTooLittle_NothingIsDecided(string days, int bets, params TrialReason[] reasons)
    {
        var trial = await _bench.StartAsync(bets: bets);
        await _bench.KeepAsync(trial, days);
        _bench.Wait(TrialBench.Until.AddDays(3));

        var verdict = await _bench.ReadAsync(trial);

        verdict.Outcome.ShouldBe(TrialOutcome.NotDecidable);
        verdict.Reasons.ShouldBe(reasons);
    }

    /// <summary>A source may be away on the very day; how many results are missing says nothing of what they will be.</summary>
    [Fact]
    public async Task OnItsDay_WithResultsMissing_ItIsReadWhenTheyHaveComeOrAfterThreeDays()
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, "wwwwwwwwwwwo");
        foreach (var day in (int[])[0, 2])
        {
            _bench.Wait(TrialBench.Until.AddDays(day));
            (await _bench.Desk.ReadAsync(trial.Id, "3.0.0", Cancel)).Error.ToString().ShouldEndWith("on 2031-03-16 at the latest");
            (await _bench.Desk.DueAsync(Cancel)).ShouldBe([trial.Id]);
        }
        _bench.Wait(TrialBench.Until.AddDays(3));
        (await _bench.ReadAsync(trial)).Outcome.ShouldBe(TrialOutcome.NotDecidable);
    }

    /// <summary>Eleven days of twelve are more than nine in ten.</summary>
    [Fact]
    public async Task OnItsDay_OneMissingDayOfTwelve_IsEnough()
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, "wwwww wwwwww");
        _bench.Wait();
        (await _bench.ReadAsync(trial)).Outcome.ShouldBe(TrialOutcome.Held);
    }

    /// <summary>Only days between the start and the reading count.</summary>
    [Fact]
    public async Task OnItsDay_OtherDaysCountNothing()
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, new string('l', 12) + "wwww");
        _bench.Wait();
        var verdict = await _bench.ReadAsync(trial);
        (verdict.Bets, verdict.Returned.Amount).ShouldBe((12, 0m));
    }

    [Fact]
    public async Task AgainstABook_TheRoisOfTheSameDaysAreCompared()
    {
        await InventedBooks.KeepAsync(_bench.Store, "other", "llllllllllll");
        var trial = await _bench.StartAsync("ROI > other");
        await _bench.KeepAsync(trial, "wwwwwwwwwwww");
        _bench.Wait();
        var verdict = await _bench.ReadAsync(trial);
        (verdict.Outcome, verdict.Estimate).ShouldBe((TrialOutcome.Held, 4.0));
    }

    [Fact]
    public async Task AgainstABookThatWasChanged_NothingIsDecided()
    {
        await InventedBooks.KeepAsync(_bench.Store, "other", "llllll", rules: new string('1', 64));
        await InventedBooks.KeepAsync(_bench.Store, "other", "llllll", from: InventedBooks.First.AddDays(6), rules: new string('2', 64));
        var trial = await _bench.StartAsync("ROI > other");
        await _bench.KeepAsync(trial, "wwwwwwwwwwww");
        _bench.Wait();
        (await _bench.ReadAsync(trial)).Reasons.ShouldBe([TrialReason.OtherBookChanged]);
    }

    [Fact]
    public async Task ReadAgain_ShowsTheSameVerdict_WhateverCameSince()
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, "wwwwwwwwwww");
        _bench.Wait();
        var first = await _bench.ReadAsync(trial);
        await InventedBooks.KeepAsync(
            _bench.Store,
            $"trial-{trial.Id}",
            "l",
            from: InventedBooks.First.AddDays(11),
            rules: trial.RulesSha256,
            model: trial.ModelSha256
        );
        _bench.Wait(TrialBench.Until.AddDays(30));

        ArtifactJson.Write(await _bench.ReadAsync(trial)).ShouldBe(ArtifactJson.Write(first));
        (await _bench.Desk.ListAsync(Cancel)).ShouldHaveSingleItem().State.ShouldBe(TrialState.Read);
        (await _bench.Desk.AbandonAsync(trial.Id, "it failed", Cancel))
            .Error.ToString()
            .ShouldEndWith("has been read; it cannot be abandoned");
    }

    [Theory]
    [InlineData("rules.yaml", "roi_min_sp", "roi_min_sp ", TrialReason.RulesChanged)]
    [InlineData("model.json", "\"schema\": 2", "\"schema\":  2", TrialReason.ModelChanged)]
    [InlineData("trial.json", "ROI > 0 %", "ROI > -9 %", TrialReason.QuestionChanged)]
    [InlineData("trial.json", "\"min_bets\": 10", "\"min_bets\": 1", TrialReason.QuestionChanged)]
    public async Task WhatWasFrozenAndIsChanged_MakesTheTrialVoid(string file, string from, string to, TrialReason reason)
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, "wwwwwwwwwwww");
        await _bench.ChangeAsync($"trials/{trial.Id}/{file}", from, to);
        _bench.Wait();

        var verdict = await _bench.ReadAsync(trial);

        (verdict.Outcome, verdict.Reasons.ShouldHaveSingleItem(), verdict.Estimate).ShouldBe((TrialOutcome.Void, reason, null));
        (await _bench.Desk.ListAsync(Cancel)).ShouldHaveSingleItem().State.ShouldBe(TrialState.Void);
    }

    [Fact]
    public async Task BookOfOtherRules_MakesTheTrialVoid()
    {
        var trial = await _bench.StartAsync();
        await InventedBooks.KeepAsync(_bench.Store, $"trial-{trial.Id}", "wwwwwwwwwwww");
        _bench.Wait();
        (await _bench.ReadAsync(trial)).Reasons.ShouldBe([TrialReason.BookChanged]);
    }

    [Fact]
    public async Task VerdictThatIsChanged_IsVoid()
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, "lwlwlwlwlwlw");
        _bench.Wait();
        (await _bench.ReadAsync(trial)).Outcome.ShouldBe(TrialOutcome.NotHeld);
        await _bench.ChangeAsync($"trials/{trial.Id}/verdict.json", "not_held", "held");

        var again = await _bench.ReadAsync(trial);

        (again.Outcome, again.Reasons.ShouldHaveSingleItem()).ShouldBe((TrialOutcome.Void, TrialReason.VerdictChanged));
    }

    /// <summary>Whoever deletes a trial's folder leaves its line in the register.</summary>
    [Fact]
    public async Task DeletedTrial_StaysInTheRegister()
    {
        var trial = await _bench.StartAsync();
        foreach (var path in await _bench.Store.ListAsync($"trials/{trial.Id}/", Cancel))
            await _bench.Store.DeleteAsync(path, Cancel);

        var standing = (await _bench.Desk.ListAsync(Cancel)).ShouldHaveSingleItem();

        (standing.Id, standing.State, standing.Trial).ShouldBe((trial.Id, TrialState.Void, null));
        standing.Faults.ShouldBe([TrialReason.QuestionChanged]);
    }

    [Fact]
    public async Task Abandoned_StaysInTheRegisterWithItsReasonAndIsNeverRead()
    {
        var trial = await _bench.StartAsync();
        (await _bench.Desk.AbandonAsync(trial.Id, " ", Cancel)).IsOk.ShouldBeFalse();
        (await _bench.Desk.AbandonAsync(trial.Id, "the rules had a slip", Cancel)).IsOk.ShouldBeTrue();
        (await _bench.Desk.AbandonAsync(trial.Id, "another reason", Cancel)).Value.Why.ShouldBe("the rules had a slip");
        _bench.Wait();

        var standing = (await _bench.Desk.ListAsync(Cancel)).ShouldHaveSingleItem();
        (standing.State, standing.Abandoned!.Why).ShouldBe((TrialState.Abandoned, "the rules had a slip"));
        (await _bench.Desk.ReadAsync(trial.Id, "3.0.0", Cancel)).IsOk.ShouldBeFalse();
        (await _bench.Desk.DueAsync(Cancel)).ShouldBeEmpty();
        (await _bench.Desk.BooksAsync("3.0.0", Cancel)).ShouldBeEmpty();
    }

    /// <summary>Killed between the verdict and the register.</summary>
    [Fact]
    public async Task VerdictThatWasNotRegistered_IsRegisteredByTheNextReading()
    {
        var trial = await _bench.StartAsync();
        await _bench.KeepAsync(trial, "wwwwwwwwwwww");
        _bench.Wait();
        var first = await _bench.ReadAsync(trial);
        await _bench.Store.DeleteAsync("trials/register/2031-03.jsonl", Cancel);

        (await _bench.ReadAsync(trial)).Outcome.ShouldBe(first.Outcome);

        (await _bench.Store.GetAsync("trials/register/2031-03.jsonl", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Unknown_IsNamed() =>
        (await _bench.Desk.ReadAsync("x", "3.0.0", Cancel)).Error.ToString().ShouldBe("there is no trial 'x'");
}
