using Hippique.Orchestration.Events;

namespace Hippique.Hosting.Serving;

/// <summary>Shows on the terminal what happens, as it happens.</summary>
internal sealed class TerminalDecisions : IEventListener
{
    private readonly TerminalLines _lines = new(Texts.Culture);

    public void Heard(HippiqueEvent happened)
    {
        // In one call, so that what two races say at once does not mix.
        if (string.Join(Environment.NewLine, _lines.Of(happened)) is { Length: > 0 } text)
            Console.Out.WriteLine(text);
    }
}
