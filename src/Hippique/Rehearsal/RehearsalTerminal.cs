using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Orchestration.Events;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>Shows on the terminal what happens, as the service does, under the virtual time at which it happens.</summary>
internal sealed class RehearsalTerminal(TextWriter terminal, TimeProvider clock) : IEventListener
{
    private readonly Lock _gate = new();
    private readonly TerminalLines _lines = new(Texts.Culture);
    private string? _minute;

    public void Heard(HippiqueEvent happened) => Say([.. _lines.Of(happened)]);

    /// <summary>Under the time, which is said once a minute.</summary>
    public void Say(params IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        lock (_gate)
        {
            var minute = Texts.Get("rehearsal_minute", ParisTime.ToParis(clock.GetUtcNow()));
            if (minute != _minute)
                terminal.WriteLine(_minute = minute);
            foreach (var line in lines)
                terminal.WriteLine(line);
        }
    }
}
