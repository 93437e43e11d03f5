using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Rehearsal;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Rehearsal;

public sealed class RehearsalTerminalTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(ParisTime.At(InventedAnchor.Date, new TimeOnly(14, 25)));
    private readonly StringWriter _terminal = new() { NewLine = "\n" };

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void What_happens_stands_under_its_virtual_time_which_is_said_once_a_minute()
    {
        var terminal = new RehearsalTerminal(_terminal, _clock);
        terminal.Say("one");
        _clock.Advance(TimeSpan.FromSeconds(59));
        terminal.Say("two", "three");
        _clock.Advance(TimeSpan.FromSeconds(1));
        terminal.Say();
        terminal.Say("four");
        _terminal.ToString().ShouldBe("14:25\none\ntwo\nthree\n14:26\nfour\n");
    }

    [Fact]
    public void What_the_service_shows_to_nobody_is_not_shown_here_either()
    {
        var terminal = new RehearsalTerminal(_terminal, _clock);
        terminal.Heard(new HippiqueEvent.PlanStands(InventedAnchor.Date, 2, 1));
        var shown = _terminal.ToString();
        shown.ShouldStartWith("14:25\n");
        _clock.Advance(TimeSpan.FromMinutes(5));
        terminal.Heard(
            new HippiqueEvent.TaskPlanned(
                new PlannedTask
                {
                    Name = "plan-20310505",
                    Kind = TaskKind.Plan,
                    Date = InventedAnchor.Date,
                    DueAt = _clock.GetUtcNow(),
                    GraceUntil = _clock.GetUtcNow(),
                }
            )
        );
        _terminal.ToString().ShouldBe(shown);
    }
}
