using Hippique.Orchestration.Tasks;
using Hippique.Testing.Clocks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class ClockWatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly LeapingClock _clock = new(Now);
    private readonly ClockWatch _watch;

    public ClockWatchTests()
    {
        _watch = new ClockWatch(_clock);
        _watch.IsInDoubt.ShouldBeFalse();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void TimeThatPasses_IsNoStep()
    {
        _clock.Advance(TimeSpan.FromDays(40));

        (_watch.IsInDoubt, _watch.Steps).ShouldBe((false, 0));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(31, true)]
    [InlineData(86400, true)]
    public void LeapAhead_IsInDoubt_UntilItHasLasted(int seconds, bool isInDoubt)
    {
        _clock.Leap = TimeSpan.FromSeconds(seconds);
        _watch.IsInDoubt.ShouldBe(isInDoubt);
        _clock.Advance(TimeSpan.FromSeconds(59));
        _watch.IsInDoubt.ShouldBe(isInDoubt);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _watch.IsInDoubt.ShouldBeFalse();
    }

    [Fact]
    public void LeapAhead_ThatIsTakenBack_IsForgotten_AndCountsTwoSteps()
    {
        _clock.Leap = TimeSpan.FromDays(1);
        _watch.IsInDoubt.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(40));
        _clock.Leap = TimeSpan.Zero;

        (_watch.IsInDoubt, _watch.Steps > 1).ShouldBe((false, true));
        _clock.Leap = TimeSpan.FromDays(1);
        _watch.IsInDoubt.ShouldBeTrue();
    }

    [Fact]
    public void LeapBack_IsNeverInDoubt_AndItsReturnIsNot()
    {
        _clock.Leap = TimeSpan.FromHours(-3);
        (_watch.IsInDoubt, _watch.Steps > 0).ShouldBe((false, true));
        _clock.Advance(TimeSpan.FromSeconds(40));
        _clock.Leap = TimeSpan.Zero;
        _watch.IsInDoubt.ShouldBeFalse();
    }

    [Fact]
    public async Task Certain_WaitsForTheRightClock()
    {
        _clock.Leap = TimeSpan.FromDays(1);
        var waiting = _watch.CertainAsync(Token);
        waiting.IsCompleted.ShouldBeFalse();
        _clock.Leap = TimeSpan.Zero;
        _clock.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);
    }
}
