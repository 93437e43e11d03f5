using Hippique.Dashboard.Replay;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Dashboard;

/// <summary>The moment up to which a sandbox may run.</summary>
public sealed class SandboxPaceTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 20, 11, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(1, 1, 10)]
    [InlineData(60, 1, 600)]
    [InlineData(600, 1, 6000)]
    // Beside a rehearsal at × 60, ten seconds of the program's clock are a sixth of a second for whoever looks.
    [InlineData(60, 60, 10)]
    public void It_moves_on_by_the_time_that_has_passed_times_the_speed(int speed, double clockSpeed, double seconds)
    {
        var pace = new SandboxPace(_clock, clockSpeed);
        pace.Begin(Start, speed);

        _clock.Advance(TimeSpan.FromSeconds(10));

        pace.Target.ShouldBe(Start.AddSeconds(seconds));
    }

    [Fact]
    public void Another_speed_counts_from_when_it_was_chosen()
    {
        var pace = Begun(10);

        _clock.Advance(TimeSpan.FromSeconds(10));
        pace.Set(600);
        pace.Target.ShouldBe(Start.AddSeconds(100));
        _clock.Advance(TimeSpan.FromSeconds(1));

        pace.Target.ShouldBe(Start.AddSeconds(700));
    }

    [Fact]
    public void While_it_is_paused_or_held_it_stands_and_nothing_is_made_up_for()
    {
        var pace = Begun(60);
        pace.Pause(true);
        _clock.Advance(TimeSpan.FromMinutes(5));
        pace.Pause(false);
        pace.Hold(true).ShouldBeTrue();
        pace.Hold(true).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMinutes(5));
        pace.Target.ShouldBe(Start);

        pace.Hold(false).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(2));

        pace.Target.ShouldBe(Start.AddMinutes(2));
    }

    [Fact]
    public void It_jumps_forward_and_never_back()
    {
        var pace = Begun(60);

        pace.JumpTo(Start.AddHours(1));
        pace.JumpTo(Start);

        pace.Target.ShouldBe(Start.AddHours(1));
    }

    private SandboxPace Begun(int speed)
    {
        var pace = new SandboxPace(_clock, clockSpeed: 1);
        pace.Begin(Start, speed);
        return pace;
    }
}
