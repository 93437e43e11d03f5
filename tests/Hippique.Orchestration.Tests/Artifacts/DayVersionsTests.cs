using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Tests.Artifacts;

public sealed class DayVersionsTests
{
    private static readonly DateOnly Day = new(2025, 11, 22);
    private readonly DayVersions _versions = new();

    [Fact]
    public void ChangedElsewhere_OfADay_IsAChangeOfItAndOfTheLedger()
    {
        _versions.Changed("2025-11-21/plan.json");
        var (day, before, ledger, tries) = Now();

        _versions.ChangedElsewhere(Day);

        var after = Now();
        after.Day.ShouldBeGreaterThan(day);
        after.Before.ShouldBe(before);
        after.Ledger.ShouldBeGreaterThan(ledger);
        after.Tries.ShouldBeGreaterThan(tries);
    }

    [Fact]
    public void ChangedElsewhere_OfAnyDay_IsAChangeOfAll()
    {
        _versions.Changed("2025-11-21/plan.json");
        var (day, before, ledger, tries) = Now();

        _versions.ChangedElsewhere(null);

        var after = Now();
        after.Day.ShouldBeGreaterThan(day);
        after.Before.ShouldBeGreaterThan(before);
        after.Ledger.ShouldBeGreaterThan(ledger);
        after.Tries.ShouldBeGreaterThan(tries);
    }

    private (long Day, long Before, long Ledger, long Tries) Now() =>
        (_versions.Of("2025-11-22"), _versions.Of("2025-11-21"), _versions.Ledger, _versions.PlanTries);
}
