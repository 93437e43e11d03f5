using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Hosting.Auth;

public sealed class BrowserSessionsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero));
    private readonly BrowserSessions _sessions;

    public BrowserSessionsTests() => _sessions = new BrowserSessions(_clock);

    [Fact]
    public void One_link_too_many_ends_the_oldest()
    {
        var links = new List<BrowserLink>();
        for (var number = 0; number <= BrowserSessions.MostLinks; number++)
        {
            links.Add(_sessions.NewLink());
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        links
            .Select(link => _sessions.RoleOfLink(link.Code) is not null)
            .ShouldBe([false, .. Enumerable.Repeat(true, BrowserSessions.MostLinks)]);
    }

    [Fact]
    public void One_session_too_many_ends_the_one_that_was_not_used_for_longest()
    {
        var ids = new List<string>();
        for (var number = 0; number < BrowserSessions.MostSessions; number++)
        {
            ids.Add(_sessions.Open(_sessions.NewLink().Code)!);
            _clock.Advance(Minute);
        }
        _sessions.RoleOf(ids[0]).ShouldBe(CallerRole.Owner);
        _clock.Advance(Minute);

        ids.Add(_sessions.Open(_sessions.NewLink().Code)!);

        ids.Where(id => _sessions.RoleOf(id) is null).ShouldBe([ids[1]]);
    }

    [Fact]
    public void A_link_opens_one_session_however_many_ask_at_once()
    {
        var code = _sessions.NewLink().Code;

        var opened = new string?[64];
        Parallel.For(0, opened.Length, number => opened[number] = _sessions.Open(code));

        opened.Count(id => id is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData(CallerRole.Owner)]
    [InlineData(CallerRole.Viewer)]
    public void A_session_may_do_what_its_link_was_made_for(CallerRole role)
    {
        var link = _sessions.NewLink(role);

        _sessions.RoleOfLink(link.Code).ShouldBe(role);
        _sessions.RoleOf(_sessions.Open(link.Code)).ShouldBe(role);
        _sessions.RoleOfLink(link.Code).ShouldBeNull();
    }

    [Fact]
    public void The_id_is_not_the_code_and_closing_one_session_leaves_the_others()
    {
        var link = _sessions.NewLink();
        var (first, second) = (_sessions.Open(link.Code), _sessions.Open(_sessions.NewLink().Code));

        _sessions.Close(first);

        first.ShouldNotBe(link.Code);
        _sessions.RoleOf(first).ShouldBeNull();
        _sessions.RoleOf(second).ShouldBe(CallerRole.Owner);
        _sessions.RoleOf(null).ShouldBeNull();
    }
}
