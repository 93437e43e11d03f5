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

    [Theory]
    [InlineData(40)]
    [InlineData(3600)]
    public void LeapBack_ThatLasts_IsOverAtOnce(int seconds)
    {
        Stands(60);
        _clock.Leap = TimeSpan.FromHours(-2);
        Stands(seconds);

        _clock.Leap = TimeSpan.FromSeconds(3);
        _watch.IsInDoubt.ShouldBeFalse();
        Stands(60);
        // Another leap than the return is doubted, as ever.
        _clock.Leap = TimeSpan.FromHours(2);
        _watch.IsInDoubt.ShouldBeTrue();
    }

    [Fact]
    public void LeapAhead_ThatWasBelievedAndTakenBack_IsDoubtedAgain()
    {
        Stands(60);
        _clock.Leap = TimeSpan.FromDays(1);
        Stands(120);
        _clock.Leap = TimeSpan.Zero;
        Stands(120);

        _clock.Leap = TimeSpan.FromDays(1);
        _watch.IsInDoubt.ShouldBeTrue();
    }

    [Theory]
    [InlineData(40, false)]
    [InlineData(0, true)]
    [InlineData(20, true)]
    public void Sleep_IsNoLeap_WhereItIsAsLongAsTheClockSays(int minutes, bool isInDoubt)
    {
        var slept = TimeSpan.FromDays(3);
        var watch = new ClockWatch(_clock, () => slept);
        watch.IsInDoubt.ShouldBeFalse();

        slept += TimeSpan.FromMinutes(minutes);
        _clock.Leap = TimeSpan.FromMinutes(40);
        watch.IsInDoubt.ShouldBe(isInDoubt);
        watch.Steps.ShouldBe(isInDoubt ? 1 : 0);
    }

    [Fact]
    public void Machine_TellsHowLongItSlept_TheSameAsLongAsItIsAwake()
    {
        var told = MachineSleep.Total();
        (MachineSleep.Total() - told).Duration().ShouldBeLessThan(ClockWatch.Tolerance);
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

    /// <summary>So many seconds pass, in each of which it is looked at.</summary>
    private void Stands(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            _ = _watch.IsInDoubt;
        }
        _watch.IsInDoubt.ShouldBeFalse();
    }
}
