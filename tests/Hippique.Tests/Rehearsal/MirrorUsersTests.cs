using Hippique.Rehearsal;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Rehearsal;

public sealed class MirrorUsersTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MirrorUsers _users;

    public MirrorUsersTests() => _users = new MirrorUsers(_clock);

    [Fact]
    public void A_mirror_that_nobody_ever_used_ends_after_two_minutes()
    {
        _clock.Advance(TimeSpan.FromSeconds(119));
        _users.IsOver.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _users.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_user_that_was_killed_has_two_minutes_to_come_back()
    {
        _users.Seen("1");
        _clock.Advance(TimeSpan.FromSeconds(119));
        _users.IsOver.ShouldBeFalse();
        _users.Seen("2");
        _clock.Advance(TimeSpan.FromSeconds(119));
        _users.IsOver.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _users.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void It_ends_with_the_last_one_that_leaves()
    {
        _users.Seen("1");
        _users.Seen("2");
        _users.Left("1");
        _users.IsOver.ShouldBeFalse();
        _users.Left("2");
        _users.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void One_that_was_killed_before_does_not_keep_it()
    {
        _users.Seen("killed");
        _clock.Advance(TimeSpan.FromSeconds(20));
        _users.Seen("2");
        _users.Left("2");
        _users.IsOver.ShouldBeTrue();
    }
}
