using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Racing;
using Hippique.Testing.Phases;

namespace Hippique.Orchestration.Tests.Exposure;

/// <summary>A lower limit holds at once, a higher one a day later.</summary>
public sealed class CooledLimitsTests
{
    private static readonly DateTimeOffset Noon = new(2031, 3, 14, 11, 0, 0, TimeSpan.Zero);
    private readonly MemoryArtifactStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_limit_holds_at_once_and_without_one_nothing_is_kept()
    {
        (await AtAsync(null, 0)).ShouldBeNull();
        (await _store.ListAsync("", Cancel)).ShouldBeEmpty();
        (await AtAsync(20, 1)).ShouldBe(20);
    }

    [Fact]
    public async Task Lowered_limit_holds_at_once()
    {
        await AtAsync(50, 0);
        (await AtAsync(20, 1)).ShouldBe(20);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(null)]
    public async Task Raised_or_dropped_limit_holds_a_day_after_it_was_first_seen(int? raised)
    {
        await AtAsync(20, 0);
        (await AtAsync(raised, 5)).ShouldBe(20);
        (await AtAsync(raised, 28.9)).ShouldBe(20);
        (await AtAsync(raised, 29)).ShouldBe(raised);
    }

    [Fact]
    public async Task Raise_that_was_taken_back_and_made_again_begins_again()
    {
        await AtAsync(20, 0);
        await AtAsync(50, 5);
        await AtAsync(20, 10);
        await AtAsync(50, 11);
        (await AtAsync(50, 30)).ShouldBe(20);
        (await AtAsync(50, 35)).ShouldBe(50);
    }

    [Fact]
    public async Task Step_by_step_raises_each_take_their_day()
    {
        await AtAsync(20, 0);
        await AtAsync(30, 5);
        await AtAsync(40, 20);
        (await AtAsync(40, 28)).ShouldBe(20);
        (await AtAsync(40, 30)).ShouldBe(30);
        (await AtAsync(40, 44)).ShouldBe(40);
    }

    [Fact]
    public async Task Line_that_somebody_damaged_takes_no_other_away()
    {
        await AtAsync(20, 0);
        var there = (await _store.GetAsync(ArtifactPaths.Limits, Cancel))!;
        await _store.PutIfUnchangedAsync(ArtifactPaths.Limits, there.With(Encoding.UTF8.GetBytes("{\n")), there.Version, Cancel);
        (await AtAsync(50, 1)).ShouldBe(20);
    }

    [Fact]
    public async Task Look_notes_nothing()
    {
        await AtAsync(20, 0);
        var before = (await _store.GetAsync(ArtifactPaths.Limits, Cancel))!.Content.ToArray();
        var look = await Limits(50).LookAsync(Noon.AddHours(2), Cancel);
        (look.InForce.DailyLoss, look.Configured.DailyLoss, look.CooledAt).ShouldBe((new Euro(20), new Euro(50), Noon.AddHours(26)));
        (await _store.GetAsync(ArtifactPaths.Limits, Cancel))!.Content.ToArray().ShouldBe(before);
    }

    private CooledLimits Limits(int? euros) =>
        new(_store, PhaseBench.Settings with { DailyLossLimit = euros is { } amount ? new Euro(amount) : null });

    private async Task<int?> AtAsync(int? euros, double hours) =>
        (int?)(await Limits(euros).AtAsync(Noon.AddHours(hours), Cancel)).DailyLoss?.Amount;
}
